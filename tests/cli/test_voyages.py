"""What messages come to, from the command line: the same in any order."""

import itertools
import json

import pytest

from preclear import cli

MARTIN = ("MARTIN", "ANNE", "800101", "AA000001")
DURAND = ("DURAND", "PAUL", "810101", "AA000002")
SAM = ("STRANGER", "SAM", "900101", "ZZ000003")


@pytest.fixture
def give(capsys):
    def give(*words):
        with pytest.raises(SystemExit) as left:
            cli.main(["voyages", *map(str, words)])
        return left.value.code, capsys.readouterr().out

    return give


def test_messages_in_any_order_come_to_the_same(give, paxlst, tmp_path):
    files = []
    said = [
        paxlst(MARTIN, DURAND, control="1"),
        paxlst(DURAND, document="745+XR", control="2"),
        paxlst(document="266+CF", control="3").replace(b"LOC+87+SEA", b"LOC+87+PDX"),
        paxlst(MARTIN, SAM, document="266+CLOB", control="4").replace(b"LOC+87+SEA", b"LOC+87+PDX"),
    ]
    for n, raw in enumerate(said):
        files.append(tmp_path / f"{n}.edi")
        files[-1].write_bytes(raw)
    outputs = {give(*order, order[0], "--json") for order in itertools.permutations(files)}
    ((status, out),) = outputs
    assert status == 0
    (voyage,) = map(json.loads, out.splitlines())
    assert (voyage["voyage"], voyage["to"], voyage["closed"]) == ("XX420", "PDX", "close_on_board")
    assert [(one["family_name"], one["travels"], one["on_board"], one["never_declared_before"]) for one in voyage["people"]] == [
        ("MARTIN", True, True, False), ("DURAND", False, False, False), ("STRANGER", True, True, True),
    ]  # fmt: skip
    assert "never declared before" in give(*files)[1]


def test_what_is_no_list_is_said_so(give, tmp_path):
    (tmp_path / "x").write_bytes(b"nothing")
    assert give(tmp_path / "x", "--json") == (1, "")
