"""A resolution made up for tests: short, with sub-paragraphs, marks and notes."""

SYMBOL = "A/RES/99/1"
SHORT = """99/1. A short resolution

The General Assembly,

Recalling its resolution 98/2 of 1 May 2043,¹

Noting the report,

1. Urges Member States to read;²

2. Invites Member States to write;

3. Requests the Secretary-General:

(a) To count;

(b) To report;

4. Decides to remain seized of the matter.

50th plenary meeting
18 December 2044

¹ Resolution 98/1.

² Resolution 98/3.
"""
