"""The inbox: nothing lost, nothing reordered, always on the thread that made it."""

import threading

from kiosk.ui.inbox import Inbox

POSTS = 10_000
WORKERS = ("scale", "scan", "sync")


def test_posts_of_three_threads_all_arrive_in_order_on_the_gui_thread(qtbot):
    received, threads = [], set()

    def handle(event):
        received.append(event)
        threads.add(threading.get_ident())

    inbox = Inbox(handle)
    share = POSTS // len(WORKERS) + 1

    def work(name):
        for number in range(share):
            inbox.post((name, number))

    workers = [threading.Thread(target=work, args=(name,)) for name in WORKERS]
    for worker in workers:
        worker.start()
    qtbot.waitUntil(lambda: len(received) == share * len(WORKERS), timeout=20_000)
    for worker in workers:
        worker.join()

    assert threads == {threading.get_ident()}
    for name in WORKERS:
        assert [number for sender, number in received if sender == name] == list(range(share))


def test_a_post_from_the_gui_thread_waits_its_turn(qtbot):
    received = []
    inbox = Inbox(received.append)
    inbox.post("first")
    assert received == []
    qtbot.waitUntil(lambda: received == ["first"])


def test_a_closed_inbox_delivers_nothing(qtbot):
    received, sign = [], []
    inbox, other = Inbox(received.append), Inbox(sign.append)
    inbox.post("too late")
    inbox.close()
    inbox.post("much too late")
    other.post("after both")
    qtbot.waitUntil(lambda: sign == ["after both"])
    assert received == []
