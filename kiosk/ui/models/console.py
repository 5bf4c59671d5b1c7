# ruff: noqa: N802, N815 - QML spells properties and signals in camelCase
"""The staff's console."""

from collections.abc import Callable

from kiosk.core.clock import Clock
from kiosk.session import inputs as on
from kiosk.session.console_states import ConsolePage
from kiosk.ui.console import ConsoleView
from kiosk.ui.models.announce import announce
from kiosk.ui.models.session import GUARD_MS

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ConsoleModel(QObject):
    """The pages of the console, and the touches on them; a touch soon after another is dropped, as everywhere."""

    pageChanged = Signal()
    devicesChanged = Signal()
    deviceWordsChanged = Signal()
    deviceFiguresChanged = Signal()
    troubledChanged = Signal()
    linkChanged = Signal()
    pendingTextChanged = Signal()
    drainingChanged = Signal()
    uploadedShareChanged = Signal()
    uploadedTextChanged = Signal()
    uploadTotalTextChanged = Signal()
    rateTextChanged = Signal()
    leftTextChanged = Signal()
    lastSuccessTextChanged = Signal()
    heldTextChanged = Signal()
    refusedTextChanged = Signal()
    verdictNumbersChanged = Signal()
    verdictWordsChanged = Signal()
    verdictReasonsChanged = Signal()
    dropOffsTextChanged = Signal()
    weightTextChanged = Signal()
    reductionTextChanged = Signal()
    pointsTextChanged = Signal()
    materialsChanged = Signal()
    materialDropOffsChanged = Signal()
    materialWeightsChanged = Signal()
    materialPointsChanged = Signal()
    binsChanged = Signal()
    binMaterialsChanged = Signal()
    binWeightsChanged = Signal()
    binPercentsChanged = Signal()
    binsFullChanged = Signal()
    restingLanguageChanged = Signal()
    brightnessChanged = Signal()
    stickChanged = Signal()
    stickFigureChanged = Signal()
    exportingChanged = Signal()
    exportFaultChanged = Signal()
    exportShareChanged = Signal()
    exportFolderChanged = Signal()
    outOfServiceChanged = Signal()
    failingChanged = Signal()
    softwareChanged = Signal()
    versionChanged = Signal()

    def __init__(self, dispatch: Callable[[on.Input], None], clock: Clock) -> None:
        super().__init__()
        self._view = ConsoleView()
        self._dispatch = dispatch
        self._clock = clock
        self._open_from_ms = clock.monotonic_ms()

    def apply(self, view: ConsoleView) -> None:
        """Show ``view``; only what differs is announced."""
        before, self._view = self._view, view
        announce(self, before, view)

    def hold_touches(self) -> None:
        """A new screen stands: a finger already on its way was meant for the old one."""
        self._open_from_ms = self._clock.monotonic_ms() + GUARD_MS

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        return self._view.page

    @Property("QStringList", notify=devicesChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def devices(self) -> list[str]:
        return list(self._view.devices)

    @Property("QStringList", notify=deviceWordsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def deviceWords(self) -> list[str]:
        return list(self._view.device_words)

    @Property("QStringList", notify=deviceFiguresChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def deviceFigures(self) -> list[str]:
        return list(self._view.device_figures)

    @Property("QStringList", notify=troubledChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def troubled(self) -> list[str]:
        return list(self._view.troubled)

    @Property(str, notify=linkChanged)
    def link(self) -> str:
        return self._view.link

    @Property(str, notify=pendingTextChanged)
    def pendingText(self) -> str:
        return self._view.pending_text

    @Property(bool, notify=drainingChanged)
    def draining(self) -> bool:
        return self._view.draining

    @Property(float, notify=uploadedShareChanged)
    def uploadedShare(self) -> float:
        return self._view.uploaded_share

    @Property(str, notify=uploadedTextChanged)
    def uploadedText(self) -> str:
        return self._view.uploaded_text

    @Property(str, notify=uploadTotalTextChanged)
    def uploadTotalText(self) -> str:
        return self._view.upload_total_text

    @Property(str, notify=rateTextChanged)
    def rateText(self) -> str:
        return self._view.rate_text

    @Property(str, notify=leftTextChanged)
    def leftText(self) -> str:
        return self._view.left_text

    @Property(str, notify=lastSuccessTextChanged)
    def lastSuccessText(self) -> str:
        return self._view.last_success_text

    @Property(str, notify=heldTextChanged)
    def heldText(self) -> str:
        return self._view.held_text

    @Property(str, notify=refusedTextChanged)
    def refusedText(self) -> str:
        return self._view.refused_text

    @Property("QStringList", notify=verdictNumbersChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def verdictNumbers(self) -> list[str]:
        return list(self._view.verdict_numbers)

    @Property("QStringList", notify=verdictWordsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def verdictWords(self) -> list[str]:
        return list(self._view.verdict_words)

    @Property("QStringList", notify=verdictReasonsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def verdictReasons(self) -> list[str]:
        return list(self._view.verdict_reasons)

    @Property(str, notify=dropOffsTextChanged)
    def dropOffsText(self) -> str:
        return self._view.drop_offs_text

    @Property(str, notify=weightTextChanged)
    def weightText(self) -> str:
        return self._view.weight_text

    @Property(str, notify=reductionTextChanged)
    def reductionText(self) -> str:
        return self._view.reduction_text

    @Property(str, notify=pointsTextChanged)
    def pointsText(self) -> str:
        return self._view.points_text

    @Property("QStringList", notify=materialsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def materials(self) -> list[str]:
        return list(self._view.materials)

    @Property("QStringList", notify=materialDropOffsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def materialDropOffs(self) -> list[str]:
        return list(self._view.material_drop_offs)

    @Property("QStringList", notify=materialWeightsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def materialWeights(self) -> list[str]:
        return list(self._view.material_weights)

    @Property("QStringList", notify=materialPointsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def materialPoints(self) -> list[str]:
        return list(self._view.material_points)

    @Property("QStringList", notify=binsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def bins(self) -> list[str]:
        return list(self._view.bins)

    @Property("QStringList", notify=binMaterialsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def binMaterials(self) -> list[str]:
        return list(self._view.bin_materials)

    @Property("QStringList", notify=binWeightsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def binWeights(self) -> list[str]:
        return list(self._view.bin_weights)

    @Property("QStringList", notify=binPercentsChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def binPercents(self) -> list[str]:
        return list(self._view.bin_percents)

    @Property("QStringList", notify=binsFullChanged)  # type: ignore[arg-type]  # the stub has no name for string lists
    def binsFull(self) -> list[str]:
        return list(self._view.bins_full)

    @Property(str, notify=restingLanguageChanged)
    def restingLanguage(self) -> str:
        return self._view.resting_language

    @Property(int, notify=brightnessChanged)
    def brightness(self) -> int:
        return self._view.brightness

    @Property(str, notify=stickChanged)
    def stick(self) -> str:
        return self._view.stick

    @Property(str, notify=stickFigureChanged)
    def stickFigure(self) -> str:
        return self._view.stick_figure

    @Property(str, notify=exportingChanged)
    def exporting(self) -> str:
        return self._view.exporting

    @Property(str, notify=exportFaultChanged)
    def exportFault(self) -> str:
        return self._view.export_fault

    @Property(float, notify=exportShareChanged)
    def exportShare(self) -> float:
        return self._view.export_share

    @Property(str, notify=exportFolderChanged)
    def exportFolder(self) -> str:
        return self._view.export_folder

    @Property(bool, notify=outOfServiceChanged)
    def outOfService(self) -> bool:
        return self._view.out_of_service

    @Property(bool, notify=failingChanged)
    def failing(self) -> bool:
        return self._view.failing

    @Property(str, notify=softwareChanged)
    def software(self) -> str:
        return self._view.software

    @Property(str, notify=versionChanged)
    def version(self) -> str:
        return self._view.version

    @Slot()
    def open(self) -> None:
        self._touch(on.OpenConsole())

    @Slot(str)
    def turnTo(self, page: str) -> None:
        self._touch(on.TurnTo(ConsolePage(page)))

    @Slot()
    def stay(self) -> None:
        self._touch(on.StillHere())

    @Slot(bool)
    def setService(self, out: bool) -> None:
        self._touch(on.SetService(out))

    @Slot(str)
    def preferLanguage(self, language: str) -> None:
        self._touch(on.PreferLanguage(language))

    @Slot(int)
    def shine(self, percent: int) -> None:
        self._touch(on.SetBrightness(percent))

    @Slot()
    def startExport(self) -> None:
        self._touch(on.ExportTouched())

    def _touch(self, touch: on.Touch) -> None:
        if self._clock.monotonic_ms() >= self._open_from_ms:
            self.hold_touches()
            self._dispatch(touch)
