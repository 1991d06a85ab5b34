public import Screen

/// Which key does what, and where. The most particular place wins: a pane before the panes, the panes before everywhere.
public struct KeyMap: Sendable, Equatable {
    public enum Place: String, Sendable, Hashable, CaseIterable {
        case everywhere, composer, panes, citations, patient, view
    }

    public private(set) var bindings: [Place: [Key: Action]]

    public init(_ bindings: [Place: [Key: Action]]) { self.bindings = bindings }

    /// - Parameter isViewOpen: whether a view lies over the conversation.
    func action(for key: Key, in pane: Pane, isViewOpen: Bool = false) -> Action? {
        Self.places(of: pane, isViewOpen: isViewOpen).lazy.compactMap { bindings[$0]?[key] }.first
    }

    /// Where a key is looked up, the most particular place first.
    static func places(of pane: Pane, isViewOpen: Bool) -> [Place] {
        switch pane {
        case .composer: [.composer, .everywhere]
        case .conversation: isViewOpen ? [.view, .panes, .everywhere] : [.panes, .everywhere]
        case .citations: [.citations, .panes, .everywhere]
        case .patient: [.patient, .panes, .everywhere]
        }
    }

    /// The keys of an action at a place, shortest name first, for the help.
    func keys(for action: Action, at place: Place) -> [Key] {
        (bindings[place] ?? [:]).filter { $0.value == action }.map(\.key)
            .sorted { ($0.name.count, $0.name) < ($1.name.count, $1.name) }
    }

    /// Gives actions new keys, as the configuration file has them: `["send": "ctrl+s", "cancel": "escape, ctrl+x"]`.
    /// The action's old keys at its places are free then.
    /// - Throws: `KeyMapError` naming the entry that can't be read.
    public func rebound(_ entries: [String: String]) throws(KeyMapError) -> KeyMap {
        var result = self
        for (name, keyNames) in entries.sorted(by: { $0.key < $1.key }) {
            guard let action = Action(rawValue: name) else { throw .unknownAction(name) }
            let places = Place.allCases.filter { bindings[$0]?.values.contains(action) ?? false }
            var keys: [Key] = []
            for part in keyNames.split(separator: ",") {
                guard let key = Key(name: part.filter { $0 != " " }) else {
                    throw .unknownKey(String(part), action: name)
                }
                keys.append(key)
            }
            for place in places {
                result.bindings[place] = result.bindings[place]?.filter { $0.value != action }
                for key in keys { result.bindings[place]?[key] = action }
            }
        }
        return result
    }
}

public enum KeyMapError: Error, Equatable, CustomStringConvertible {
    case unknownAction(String)
    case unknownKey(String, action: String)

    public var description: String {
        switch self {
        case .unknownAction(let name):
            "The key settings name “\(name)”, which is no action. Use one of: "
                + Action.allCases.map(\.rawValue).joined(separator: ", ") + "."
        case .unknownKey(let key, let action):
            "The key settings give “\(action)” the key “\(key)”, which can't be read. "
                + "Write keys like ctrl+s, alt+enter, f1, pageup or a single character."
        }
    }
}

extension KeyMap {
    /// The keys everyone expects.
    public static let standard = KeyMap([
        .everywhere: [
            .escape: .cancel, .ctrl("c"): .interrupt, .ctrl("l"): .redraw, .function(1): .help,
            .ctrl("p"): .commandPalette, .function(2): .chooseSpecialty, .ctrl("t"): .chooseSpecialty,
            .ctrl("n"): .newConsultation, .function(3): .chooseConsultation,
            .alt("."): .nextConsultation, .alt(","): .previousConsultation, .ctrl("g"): .openEditor,
            .ctrl("r"): .searchHistory, .tab: .focusNext, .backTab: .focusPrevious,
            .alt("1"): .showConversation, .alt("2"): .showCitations, .alt("3"): .showPatient,
            .pageUp: .pageUp, .pageDown: .pageDown, .ctrl("d"): .leaveOnEmptyLine,
        ],
        .composer: [
            .enter: .send, .altEnter: .newLine, .ctrl("j"): .newLine,
            .left: .moveLeft, .right: .moveRight, .ctrl("b"): .moveLeft, .ctrl("f"): .moveRight,
            .ctrlLeft: .moveWordLeft, .ctrlRight: .moveWordRight, .alt("b"): .moveWordLeft, .alt("f"): .moveWordRight,
            .altLeft: .moveWordLeft, .altRight: .moveWordRight, .up: .moveUp, .down: .moveDown,
            .home: .moveToLineStart, .end: .moveToLineEnd, .ctrl("a"): .moveToLineStart, .ctrl("e"): .moveToLineEnd,
            .ctrlHome: .moveToStart, .ctrlEnd: .moveToEnd, .backspace: .deleteBackward, .ctrl("h"): .deleteBackward,
            .delete: .deleteForward, .ctrl("w"): .deleteWordBackward, .altBackspace: .deleteWordBackward,
            .ctrlBackspace: .deleteWordBackward, .alt("d"): .deleteWordForward, .ctrlDelete: .deleteWordForward,
            .ctrl("u"): .deleteToLineStart, .ctrl("k"): .deleteToLineEnd, .ctrl("y"): .pasteCut,
            .ctrl("z"): .undo, .ctrl("_"): .undo,
        ],
        .panes: [
            .up: .scrollUp, .down: .scrollDown, .home: .scrollToTop, .end: .scrollToBottom,
            .left: .previousExchange, .right: .nextExchange, .enter: .leavePane, .character("?"): .help,
            .character("？"): .help, .character(" "): .pageDown,
        ],
        .citations: [.enter: .openDocument, .character("c"): .compareDissents],
        .patient: [
            .enter: .toggleEntry, .right: .expandEntry, .left: .foldEntry, .character("+"): .expandAll,
            .character("="): .expandAll, .character("-"): .foldAll, .character("f"): .filterChart,
            .character("/"): .filterChart, .character("n"): .nextAbnormal, .character("N"): .previousAbnormal,
            .character("]"): .nextSection, .character("["): .previousSection,
        ],
        .view: [
            .left: .viewLeft, .right: .viewRight, .up: .viewUp, .down: .viewDown, .home: .viewStart, .end: .viewEnd,
            .character("+"): .zoomIn, .character("="): .zoomIn, .character("-"): .zoomOut, .tab: .switchInView,
            .character("]"): .nextSection, .character("["): .previousSection,
        ],
    ])
}
