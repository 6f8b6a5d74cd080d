"""PDF/A-2b: what a drawn file still lacks to be kept for ever (ISO 19005-2), added by pikepdf.

Output intent, metadata that agree with themselves, no empty transitions, no dates: the same paper gives the same
bytes. `findings` asks pikepdf's validator, an allow-list: no finding is an approval.
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib import resources
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_PRODUCER = "Inspector Desktop"


@cache
def _colours() -> bytes:
    """The sRGB profile that pikepdf brings, deflated."""
    return zlib.compress(resources.files("pikepdf.pdfa").joinpath("data", "sRGB.icc").read_bytes(), 9)


def finish(drawn: bytes, *, title: str, author: str, subject: str) -> bytes:
    """Make a drawn file PDF/A-2b. The bytes depend on nothing but the arguments."""
    with pikepdf.open(BytesIO(drawn)) as pdf:
        root = pdf.Root
        for page in pdf.pages:
            if "/Trans" in page:
                del page["/Trans"]
        for name in ("/Outlines", "/PageMode"):
            if name in root:
                del root[name]
        profile = pdf.make_stream(_colours(), N=3, Filter=pikepdf.Name.FlateDecode)
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier=pikepdf.String("sRGB"),
            Info=pikepdf.String("sRGB"),
            DestOutputProfile=profile,
        )
        root.OutputIntents = pikepdf.Array([intent])
        root.Lang = pikepdf.String("zh-CN")
        facts = {"title": title, "author": author, "subject": subject, "producer": _PRODUCER}
        packet = _XMP.format(**{key: escape(value) for key, value in facts.items()}).encode()
        metadata = pdf.make_stream(packet)
        metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        root.Metadata = metadata
        pdf.trailer.Info = pdf.make_indirect(
            pikepdf.Dictionary(Title=title, Author=author, Subject=subject, Producer=_PRODUCER)
        )
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            force_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=False,  # what is large is deflated already; qpdf would unpack it to look
        )
    return out.getvalue()


def findings(pdf: bytes) -> list[str]:
    """What pikepdf's validator holds against a file as PDF/A-2b; empty means approved. Takes about 20 ms a page."""
    from pikepdf import pdfa  # noqa: PLC0415  (loads 40 ms of validator, only needed when a paper is issued)

    report = pdfa.validate_written(BytesIO(pdf), "2b")
    return [] if report.passed else [f"{one.rule}: {one.message}" for one in report.findings]
