"""Which editor a question gets: by its kind and what the form says of its look."""

from __future__ import annotations

from inspector_desktop.gui.kit.answering.asked import Asked, Source
from inspector_desktop.gui.kit.answering.base import Editor
from inspector_desktop.gui.kit.answering.choosing import AcknowledgeEditor, choosing_editor
from inspector_desktop.gui.kit.answering.filed import FileEditor, SignatureEditor
from inspector_desktop.gui.kit.answering.moments import DateEditor, MomentEditor, TimeEditor
from inspector_desktop.gui.kit.answering.placing import PointEditor, PointsEditor
from inspector_desktop.gui.kit.answering.ranking import RankEditor
from inspector_desktop.gui.kit.answering.scale import RangeEditor, RatingEditor, steps_of
from inspector_desktop.gui.kit.answering.written import BarcodeEditor, NumberEditor, TextEditor

_EDITORS: dict[str, type[Editor]] = {
    "text": TextEditor, "integer": NumberEditor, "decimal": NumberEditor, "barcode": BarcodeEditor, "date": DateEditor,
    "time": TimeEditor, "datetime": MomentEditor, "rank": RankEditor, "acknowledge": AcknowledgeEditor,
    "geopoint": PointEditor, "geotrace": PointsEditor, "geoshape": PointsEditor, "image": FileEditor,
    "audio": FileEditor, "video": FileEditor, "file": FileEditor, "signature": SignatureEditor,
}  # fmt: skip
_FEW_STEPS = 12


def editor_for(asked: Asked, source: Source) -> Editor | None:
    """The editor of a question; none for a note, which is only read."""
    if asked.kind in ("choice", "choices"):
        return choosing_editor(asked, source)
    if asked.kind == "range":
        listed = asked.appearance & {"rating", "picker"}
        rated = "picker" in asked.appearance or len(steps_of(asked)) <= _FEW_STEPS
        return RatingEditor(asked, source) if listed and rated else RangeEditor(asked, source)
    if asked.kind == "image" and "signature" in asked.appearance:
        return SignatureEditor(asked, source)
    made = _EDITORS.get(asked.kind)
    return made(asked, source) if made is not None else None
