"""A trip on paper: the set printed, its pages filled in by hand, photographed, read and filed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from PIL import Image

from factories import paper_photos as photos
from factories.bureau import Bureau
from factories.visits import SITE
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.returning import FILED, Matched, file_page, match_code
from inspector_desktop.notice.trip import Trip, TripPaper, prepare_trip
from inspector_desktop.paper.render import render
from inspector_desktop.paper.scanning import Seen, pages_in, pictures_of


@dataclass
class PaperTrip:
    """A printed set and its clean pages by kind."""

    trip: Trip
    pages: dict[str, list[Image.Image]]

    def paper(self, kind: str) -> TripPaper:
        return next(one for one in self.trip.papers if one.kind == kind)

    def filled(self, kind: str, index: int, values: dict[str, str], random: Random, hand: str = "") -> Image.Image:
        """A copy of a page with boxes ticked."""
        page = self.pages[kind][index].copy()
        layout = self.paper(kind).layout
        assert layout is not None
        photos.mark(page, layout, index + 1, values, random, hand)
        return page


def print_trip(bureau: Bureau, dossier: str, kinds: tuple[str, ...]) -> PaperTrip:
    """Print papers of an inspection and rasterise them."""
    with bureau.writing() as session:
        trip = prepare_trip(
            session, desk=bureau.desk(), clock=bureau.clock, house=House(bureau.profile, SITE), dossier=dossier,
            kinds=kinds,
        )  # fmt: skip
    pages = {}
    for one in trip.papers:
        pdf = one.content if isinstance(one.content, bytes) else render(one.content)
        count = one.layout.pages if one.layout else 1
        pages[one.kind] = [photos.clean_page(pdf, at) for at in range(count)]
    return PaperTrip(trip, pages)


def read_picture(content: bytes) -> list[Seen]:
    """What a picture shows."""
    return [seen for image in pictures_of(content) for seen in pages_in(image)]


def bring_back(bureau: Bureau, dossier: str, content: bytes, name: str = "照片.jpg") -> list[Matched]:
    """Read, match and file one picture."""
    found = []
    for seen in read_picture(content):
        with bureau.writing() as session:
            match = match_code(session, bureau=bureau.desk().bureau, dossier=dossier, code=seen.code)
            if match.state in FILED:
                file_page(
                    session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, paper=match.paper,
                    page=match.page, original=content, media_type="image/jpeg", name=name, straight=seen.jpeg,
                    code=seen.code,
                )  # fmt: skip
        found.append(match)
    return found
