"""What the runtime image is made of, and the digest that tells whether a built one is current."""

import hashlib
from pathlib import Path

IMAGE = "smartport-runtime:1"
RECIPE_LABEL = "smartport.runtime.recipe"
BASE_LABEL = "smartport.runtime.base"

FOLDER = Path(__file__).resolve().parent
LOCK = FOLDER / "requirements.txt"
DOCKERFILE = FOLDER / "Dockerfile"


def recipe_digest(folder: Path = FOLDER) -> str:
    """The sha256 of everything that decides what the image contains: the lock, the Dockerfile and the code here."""
    digest = hashlib.sha256()
    parts = [folder / "requirements.txt", folder / "Dockerfile", *folder.glob("*.py")]
    for part in sorted(parts):
        content = part.read_bytes()
        digest.update(f"{part.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
