"""What the server says, in the reader's language.

Everything is made, kept and sent between processes in English; it is put into another language where it leaves the
server, so that one room, one job and one flight serve readers of several languages. Sentences are recognised by their
English (`sentences`), fixed texts looked up by it (as gettext does), and dated changes told anew from what they are
(`deeds`). `fields` says which parts of an answer are speech.
"""
