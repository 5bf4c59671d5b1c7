"""Check every QML file against the types of the view models: ``python -m kiosk.ui.lint``.

Makes the type descriptions of ``kiosk/ui/models`` in a temporary folder, then runs ``qmllint``; every warning fails.
``--translations`` instead reads the strings out of the QML again and compiles the catalogues.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from kiosk.ui.gallery.design import BOARD
from kiosk.ui.models import announce
from kiosk.ui.resources import QML, TRANSLATIONS

MODULE = "Kiosk.models"
MODELS = Path(announce.__file__).parent


def tool(name: str) -> str:
    """The Qt tool beside the running Python."""
    return str(Path(sys.executable).with_name(f"pyside6-{name}"))


def describe_models(folder: Path) -> None:
    """Write ``qmldir`` and ``models.qmltypes`` of the module ``Kiosk.models`` below ``folder``."""
    module = folder / "Kiosk" / "models"
    module.mkdir(parents=True)
    sources = sorted(path for path in MODELS.glob("*.py") if "@QmlElement" in path.read_text(encoding="utf-8"))
    dump = subprocess.run([tool("metaobjectdump"), *map(str, sources)], capture_output=True, text=True, check=True)
    described = folder / "metatypes.json"
    described.write_text(json.dumps(json.loads(dump.stdout)), encoding="utf-8")
    types = module / "models.qmltypes"
    registrar = ["--import-name", MODULE, "--major-version", "1", "--minor-version", "0", "--generate-qmltypes"]
    command = [tool("qmltyperegistrar"), *registrar, str(types), "-o", str(folder / "unused.cpp"), str(described)]
    subprocess.run(command, capture_output=True, text=True, check=True)
    (module / "qmldir").write_text(f"module {MODULE}\ntypeinfo models.qmltypes\n", encoding="utf-8")


def lint(files: list[Path]) -> subprocess.CompletedProcess[str]:
    """Run ``qmllint -W 0`` over ``files``; return code 0 means clean."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        describe_models(folder)
        imports = ["-I", str(folder), "-I", str(QML)]
        command = [tool("qmllint"), "-W", "0", *imports, *map(str, files)]
        return subprocess.run(command, capture_output=True, text=True, check=False)


def qml_files() -> list[Path]:
    """Every QML file of the product, and of the board that shows its design."""
    return sorted([*QML.rglob("*.qml"), *BOARD.rglob("*.qml")])


def update_translations(catalogue: Path = TRANSLATIONS / "kiosk_zh_CN.ts") -> None:
    """Bring ``catalogue`` up to the strings in the QML, and compile it beside itself."""
    languages = ["-source-language", "en", "-target-language", "zh_CN"]
    options = ["-silent", "-extensions", "qml", "-locations", "none", "-no-obsolete"]
    subprocess.run([tool("lupdate"), *options, str(QML), *languages, "-ts", str(catalogue)], check=True)
    subprocess.run([tool("lrelease"), "-silent", str(catalogue)], check=True)


def main(argv: list[str] | None = None) -> int:
    """Command line. Exit 0 when there is nothing to mend."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.ui.lint", description="Check the QML against its types.")
    parser.add_argument("--translations", action="store_true", help="update and compile the translations instead")
    if parser.parse_args(argv).translations:
        update_translations()
        return 0
    result = lint(qml_files())
    sys.stdout.write(result.stdout)
    sys.stderr.write(result.stderr)
    return result.returncode


if __name__ == "__main__":
    raise SystemExit(main())
