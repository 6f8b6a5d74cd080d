"""The paper room: a paper described, drawn as PDF/A-2b, coded, read back and shown.

It knows no step, no database and no window; it is the only user of reportlab and qrcode. `model` describes a
paper, `render` draws it, `code` makes and checks what its QR says, `preview` gives pictures of its pages.
"""
