"""The rows of the shelves: items, subjects, officers, and the imports that brought them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, event
from sqlmodel import Field

from inspector_desktop.journal.records import Record
from inspector_desktop.registry.search_table import make_search_table

ORDER_COLUMNS = ("order_key", "id", "name", "pinyin", "code", "survival", "category", "credit", "counted")
"""The index of the list of subjects: its order, then what searches and filters ask for."""


class Shelf(Record, table=True):
    """A register of one kind kept by one section; `version` counts its closed changes."""

    kind: str  # items, subjects, officers
    section: str
    unit: str = ""  # the section's title where its own people keep the shelf, not the supervising section
    version: int = Field(default=0, sa_type=BigInteger)
    changed_at: str
    published_version: int = Field(default=0, sa_type=BigInteger)  # of the list that was last made public
    published_at: str = ""  # civil day, place and name of who said so
    published_where: str = ""
    published_by: str = ""


class Import(Record, table=True):
    """A spreadsheet brought in; its rows count only once it is closed."""

    id: str = Field(primary_key=True)
    file: str
    file_hash: str
    sheet: str
    opened_at: str
    closed_at: str = ""
    rows: int = Field(default=0, sa_type=BigInteger)
    accepted: int = Field(default=0, sa_type=BigInteger)
    warned: int = Field(default=0, sa_type=BigInteger)
    refused: int = Field(default=0, sa_type=BigInteger)


class Subject(Record, table=True):
    """检查对象. Not `counted` while its import is open; `survival` is of `active`, `closed`, `moved`, `cancelled`."""

    __table_args__ = (
        # In the order of the list, with all that searches and filters ask for.
        Index("subject_in_order", "bureau", *ORDER_COLUMNS),
        Index("subject_by_id", "id", "bureau"),
    )  # fmt: skip

    id: str = Field(primary_key=True)
    name: str
    code: str
    code_kind: str  # uscc, old, internal
    category: str = ""
    authority: str = ""  # 登记机关
    jurisdiction: str = ""  # 管辖单位
    address: str = ""
    principal: str = ""
    phone: str = ""
    credit: str = ""
    credit_since: str = ""
    survival: str = "active"
    pinyin: str = ""
    order_key: str = ""  # of its pinyin, by `ordering.natural`: where it stands in the list
    source: str = ""  # id of its import
    source_row: int = Field(default=0, sa_type=BigInteger)
    warning: str = ""  # wording key of what the import warned of
    counted: bool = False
    kind: str = ""  # of `rules.SUBJECT_KINDS`; empty: as its code says
    tags: str = ""  # joined by 、
    head_code: str = ""  # code of the company a site belongs to; caps count by it
    credit_source: str = ""  # by what the credit class was given


class Officer(Record, table=True):
    """执法检查人员: the six public columns of 004 art. 9, and what stays inside the bureau."""

    id: str = Field(primary_key=True)
    name: str
    unit: str
    sex: str
    certificate: str
    areas: str  # texts joined by 、; `*` anywhere
    categories: str
    fields: str = ""  # 专业领域, codes joined by 、
    valid_until: str
    duty: str = "on"  # on, leave, left
    roles: str = "officer"  # joined by 、
    joined_on: str = ""  # civil days: when he came to the post, when he left it
    left_on: str = ""
    duty_until: str = ""  # last civil day of a leave, where it is known
    duty_note: str = ""


class TitleMapping(Record, table=True):
    """What a column title of this bureau's lists means; `field` `""` leaves the column unread.

    Under a kind of `store.list_kind` a key of all titles of a list, and in `field` the shelf such lists go to.
    """

    title: str = Field(primary_key=True)
    kind: str
    field: str


class SavedFilter(Record, table=True):
    """常用筛选 of a register: its name, and the filter as canonical JSON."""

    name: str = Field(primary_key=True)
    content: str


class Item(Record, table=True):
    """抽查事项 of the published list: the edition with the latest first day."""

    id: str = Field(primary_key=True)
    title: str
    group_title: str  # 抽查类别
    item_class: str = ""  # 事项类别
    agency: str  # 检查主体
    subject_category: str
    content: str
    basis: str
    methods: str
    ratio: str
    frequency: str
    form: str  # id of the check table
    version: int = Field(sa_type=BigInteger)
    published_on: str = ""
    valid_from: str = ""
    valid_until: str = ""
    sub_title: str = ""  # 子项
    staffing: str = ""  # 检查人员要求
    level: str = ""  # 检查层级
    partners: str = ""  # 联合部门, joined by 、
    note: str = ""
    random: str = ""  # `no` where it is not fit for random checks; then `random_reason` says why
    random_reason: str = ""
    section: str = ""  # answerable section and person (F052)
    person: str = ""
    link: str = ""  # where the list was published
    ratio_by_law: str = ""  # the law that fixes `ratio`; empty: no law does (001 三(二))
    ended_reason: str = ""  # 失效原因
    duty_code: str = ""  # of its entry in the list of powers and duties (权责清单)
    reviewed_by: str = ""  # who passed it before publication, and on which civil day
    reviewed_on: str = ""
    editions: str = ""  # canonical JSON: the editions in force now or to come beside this one (`registry.editions`)


event.listen(Subject.__table__, "after_create", make_search_table)  # type: ignore[attr-defined]
