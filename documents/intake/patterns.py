"""What personal data looks like in words: one definition for files that come in and for texts that are typed."""

import re

EMAIL, PHONE, POSTCODE = "email", "phone", "postcode"
PERSONAL_DATA = {
    EMAIL: re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}\b"),
    PHONE: re.compile(r"(?<![\d+])(?:\+44\s?(?:\(0\)\s?)?|\(?0)\d{2,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)"),
    POSTCODE: re.compile(r"\b(?:GIR\s?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2})\b"),
}
