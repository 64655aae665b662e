"""A second start on a workspace that a window of this user has open raises that window instead."""

import os
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from tracker import paths
from tracker.gui.shell.main_window import MainWindow

_RAISED = b"raised"
_TOKEN = "XDG_ACTIVATION_TOKEN"  # by which a desktop knows that the user asked for it
_STILL = 5_000  # milliseconds without an answer, after which the other program is taken to stand still


def listen(window: MainWindow) -> None:
    """Raise the window whenever its workspace is opened once more. Nothing happens where the system has no sockets."""
    server = QLocalServer(window)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    name = _name(window.context.workspace.path)
    QLocalServer.removeServer(name)  # of a program that died: the workspace is ours, and so is its name
    server.newConnection.connect(lambda: _answer(window, server.nextPendingConnection()))
    server.listen(name)


def raised(path: Path) -> bool:
    """Have the window that has a workspace open raised; False where none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
    if not socket.waitForConnected(_STILL):
        return False
    socket.write(os.environ.get(_TOKEN, "").encode() + b"\n")
    return socket.waitForReadyRead(_STILL) and socket.readAll().data() == _RAISED


def _answer(window: MainWindow, socket: QLocalSocket) -> None:
    socket.disconnected.connect(socket.deleteLater)

    def on_asked() -> None:
        if token := bytes(socket.readAll().data()).decode("ascii", "ignore").strip():
            os.environ[_TOKEN] = token
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        socket.write(_RAISED)
        socket.flush()

    socket.readyRead.connect(on_asked)


def _name(path: Path) -> str:
    """The name of the socket of a workspace, however that is named; on POSIX a file in the user's own folder."""
    which = sha256(os.fsencode(paths.user_folder() / path.resolve())).hexdigest()[:16]
    return str(paths.user_folder() / f"window-{which}") if os.name == "posix" else f"tracker-{which}"
