/// A key as the person pressed it, whatever bytes the terminal sent for it.
public enum Key: Sendable, Hashable {
    /// A printed character: one Unicode scalar. Marks and joiners come as further characters and join when appended.
    case character(Character)
    case enter, altEnter
    /// Ctrl with a lower-case letter or one of `@ [ \ ] ^ _` and space.
    case ctrl(Character)
    case alt(Character)
    case ctrlAlt(Character)
    case tab, backTab, escape
    case backspace, altBackspace, ctrlBackspace, delete, ctrlDelete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case shiftUp, shiftDown, shiftLeft, shiftRight, shiftHome, shiftEnd
    case ctrlUp, ctrlDown, ctrlLeft, ctrlRight, ctrlHome, ctrlEnd
    case altUp, altDown, altLeft, altRight
    /// F1–F24.
    case function(Int)
}

/// Everything that a terminal can tell the program.
public enum TerminalInput: Sendable, Hashable {
    case key(Key)
    /// A bracketed paste, whole and as it came: clean it before it is shown.
    case paste(String)
    case wheel(isUp: Bool, at: Point)
    /// The left button went down here.
    case click(Point)
    case focus(isGained: Bool)
    case resize(Size)
    /// The program was asked from outside to leave: SIGTERM, SIGHUP, SIGINT or SIGQUIT. The terminal hung up is SIGHUP.
    case quit(signal: Int32)
}
