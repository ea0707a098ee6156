"""Pictures of an evening: its hall, its control and its phones; at the end one after the other in a file that moves.
Only where SMARTPORT_RECORD names a folder."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

SIZE = (1860, 1016)
GROUND = (6, 19, 28)
# Where a page stands in a frame, and how wide it is there.
PLACES = {"hall": (20, 20, 1100), "control": (260, 659, 600), "phone": (1140, 20, 340), "telephone": (1500, 20, 340)}
FRAME_MS = 2000
SETTLED_MS = 4200  # until all that moves has come


@dataclass
class Recording:
    """Numbered pictures in a folder; without one it does nothing."""

    folder: Path | None
    frames: list[Path] = field(default_factory=list)

    @classmethod
    def wanted(cls) -> "Recording":
        name = os.environ.get("SMARTPORT_RECORD", "")
        if name:
            Path(name).mkdir(parents=True, exist_ok=True)
        return cls(Path(name) if name else None)

    def page(self, page: Page, name: str) -> None:
        """One page as it is in its window."""
        if self.folder:
            page.screenshot(path=self._next(name))

    def paper(self, page: Page, name: str) -> None:
        """As it is printed."""
        if self.folder:
            page.wait_for_load_state()
            page.pdf(path=self.folder / f"{name}.pdf", format="A4")

    def evening(self, name: str, **pages: Page) -> None:
        """By the names of PLACES: each page in a file of its own, and all together in a frame."""
        if not self.folder:
            return
        pages["hall"].wait_for_timeout(SETTLED_MS)
        frame = Image.new("RGB", SIZE, GROUND)
        for place, page in pages.items():
            path = self._next(f"{name}-{place}")
            page.screenshot(path=path)
            *corner, width = PLACES[place]
            with Image.open(path) as shot:
                small = (width, round(shot.height * width / shot.width))
                frame.paste(shot.convert("RGB").resize(small, Image.Resampling.LANCZOS), (corner[0], corner[1]))
        self.frames.append(self._next(f"{name}-all"))
        frame.save(self.frames[-1])

    def join(self) -> None:
        """Every frame, one after the other, as an animated WebP."""
        if not self.folder or not self.frames:
            return
        first, *others = [Image.open(path) for path in self.frames]
        target = self.folder / "evening.webp"
        first.save(target, save_all=True, append_images=others, duration=FRAME_MS, loop=0, quality=72)

    def _next(self, name: str) -> Path:
        assert self.folder
        return self.folder / f"{len(list(self.folder.glob('*.png'))) + 1:03d}-{name}.png"
