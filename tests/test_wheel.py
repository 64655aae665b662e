"""A wheel built from the checkout, installed in a fresh environment and run from another folder, works like it."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.skipif(sys.platform == "win32", reason="paths of the environment are written for POSIX")
def test_wheel_in_a_fresh_environment(tmp_path):
    def run(*command, **more):
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=tmp_path, **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT))
    wheel = next(tmp_path.glob("*.whl"))
    venv.create(tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    pins = (ROOT / "requirements.lock").as_posix()
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--quiet", "--disable-pip-version-check"]
    run(*pip, "install", "--no-compile", "-c", _versions(tmp_path, pins), str(wheel))
    home = {**os.environ, "TRACKER_HOME": str(tmp_path / "home"), "PYTHONPATH": ""}
    tracker = str(tmp_path / "env" / "bin" / "tracker")
    assert "A/RES/68/197" in run(tracker, "instruments", env=home)
    assert "Wrote" in run(tracker, "export", str(tmp_path / "m.xlsx"), "--state", "KEN", env=home)
    shown = run(str(python), "-c", "from tracker import paths; print(paths.resources(), paths.migrations())", env=home)
    assert shown.count("site-packages") == 2
    guide = "from tracker import paths; d = paths.docs(); print(d, *(p.name for p in sorted(d.rglob('*.*'))))"
    shown = run(str(python), "-c", guide, env=home)
    assert "site-packages" in shown
    assert {"guide.md", "checklist-light.png", "checklist-dark.png"} <= set(shown.split())


def _versions(folder: Path, lock: str) -> str:
    """The pins without their hashes, as constraints: a built wheel has no hash in the lock."""
    lines = [line.rstrip("\\ \n") for line in Path(lock).read_text().splitlines() if "==" in line]
    (folder / "constraints.txt").write_text("\n".join(lines) + "\n")
    return str(folder / "constraints.txt")
