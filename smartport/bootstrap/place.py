"""Where this installation lives: its folders, its address, and the environment its programs run in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from smartport.env import BadSetting, beside, env_address, env_bool, env_choice, env_int, env_path, env_str

ROOT = Path(__file__).resolve().parents[2]
# Where Debian keeps daemons; not always on a plain user's path.
SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/sbin", "/sbin")

EVERYTHING, EVALUATOR = "everything", "evaluator"

# Addresses to listen on that are none to call, and what to call instead.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104


@dataclass(frozen=True)
class Place:
    """One installation. `given` is the environment bin/up or bin/test was called with.

    With `has_demo` it has the demo edition, its accounts and its baselines. In the role "evaluator" this machine only
    evaluates, for a site elsewhere that shares its Redis.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    role: str = EVERYTHING
    has_demo: bool = True
    root: Path = ROOT
    given: Mapping[str, str] = field(default_factory=lambda: dict(os.environ), repr=False)

    @classmethod
    def read(cls, given: Mapping[str, str] = os.environ) -> "Place":
        """The installation the environment describes; raises BadSetting."""
        role = env_choice("SMARTPORT_ROLE", EVERYTHING, (EVERYTHING, EVALUATOR), source=given)
        if role == EVALUATOR and not env_str("REDIS_URL", source=given):
            raise BadSetting("REDIS_URL", "", "the Redis of the site to evaluate for")
        for setting in ("SMARTPORT_SLOTS", "SMARTPORT_CACHE_MB", "SMARTPORT_WARM"):
            env_int(setting, 0, source=given)  # the evaluator reads them without our words for a bad value
        host = env_str("SMARTPORT_BIND", "127.0.0.1", source=given)
        port = env_int("SMARTPORT_PORT", 8000, source=given)
        env_address("SMARTPORT_FOLLOW_ADDRESS", beside(host, port), source=given)  # its program reads it without us
        return cls(
            data=env_path("SMARTPORT_DATA", ROOT / "var", source=given),
            host=host,
            port=port,
            role=role,
            has_demo=env_bool("SMARTPORT_DEMO", True, source=given),
            given=dict(given),
        )

    @property
    def is_evaluator_only(self) -> bool:
        """Whether the site is elsewhere."""
        return self.role == EVALUATOR

    @property
    def venv(self) -> Path:
        """The virtual environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The Python with all packages."""
        return self.venv / "bin" / "python"

    @property
    def boot(self) -> Path:
        """Where the installer (uv) is installed."""
        return self.root / ".boot"

    @property
    def logs(self) -> Path:
        """What every step and program printed."""
        return self.data / "logs"

    @property
    def address(self) -> str:
        """What gunicorn binds."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """What a person on this machine types into a browser."""
        host = EVERYWHERE.get(self.host, f"[{self.host}]" if ":" in self.host else self.host)
        return f"http://{host}:{self.port}/"

    def make_data(self) -> None:
        """The data folder, this user's alone: it holds the secret key and everybody's submissions."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)

    def environment(self, **more: str) -> dict[str, str]:
        """What every command and program here is started with."""
        inherited = {name: value for name, value in self.given.items() if name not in ("PYTHONHOME", "VIRTUAL_ENV")}
        path = [str(self.venv / "bin"), str(self.boot / "bin"), self.given.get("PATH", os.defpath), *SYSTEM_FOLDERS]
        hosts = ["localhost", "127.0.0.1", "[::1]", *([] if self.host in EVERYWHERE else [self.host])]
        return {
            "SMARTPORT_HOSTS": ",".join(hosts),
            **inherited,
            "PATH": os.pathsep.join(path),
            "PYTHONPATH": str(self.root),
            "PYTHONTZPATH": "",
            "PYTHONUNBUFFERED": "1",
            "SMARTPORT_DATA": str(self.data),
            "UV_CACHE_DIR": self.given.get("UV_CACHE_DIR", str(self.data / "uv")),
            "UV_PYTHON_DOWNLOADS": "never",
            **more,
        }
