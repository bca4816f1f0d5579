"""One index serves many threads at once, also while what it has kept is thrown away."""

from concurrent.futures import ThreadPoolExecutor

from preclear import matching, watchlist
from preclear.manifest import Role, Traveller
from preclear.matching import asked


def traveller(n, family, given):
    return Traveller(ordinal=n, key=str(n), role=Role.PASSENGER, family_name=family, given_names=given)


def test_many_threads_find_what_one_finds(tmp_path, monkeypatch):
    monkeypatch.setattr(asked, "_MOST_KEPT", 5)  # so that it is thrown away all the time
    path = tmp_path / "test.csv"
    path.write_text("id,name\n" + "".join(f'{n},"SAMPLE{n % 7}, ALFA{n % 5}"\n' for n in range(60)))
    found = matching.build(watchlist.load(path))
    lists = [[traveller(n, f"SAMPLE{n % 7}", f"ALFA{(n + k) % 5}") for n in range(20)] for k in range(6)]
    alone = [matching.screen(found, travellers) for travellers in lists]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda travellers: matching.screen(found, travellers), lists)) == alone
