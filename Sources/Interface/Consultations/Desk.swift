import Consultation

/// The consultations that are open, in the order of their numbers; one of them is in front. There is always one.
public struct Desk: Sendable, Equatable {
    /// One for each digit that chooses them.
    static let most = 9

    public var front: OpenConsultation
    private var before: [OpenConsultation] = []
    private var after: [OpenConsultation] = []
    private var nextID: Int

    init(audience: Audience, phrasing: Phrasing, pinnedSpecialty: String?) {
        front = OpenConsultation(
            id: ConsultationID(1), pinnedSpecialty: pinnedSpecialty, audience: audience, phrasing: phrasing)
        nextID = 2
    }

    public var all: [OpenConsultation] { before + [front] + after }
    /// Those that aren't in front.
    var others: [OpenConsultation] { before + after }
    public var count: Int { before.count + 1 + after.count }
    /// Of the one in front, from 0.
    public var place: Int { before.count }
    var isFull: Bool { count >= Self.most }

    /// Nil where it is no longer open.
    subscript(id: ConsultationID) -> OpenConsultation? { all.first { $0.id == id } }

    // MARK: Opening and closing

    /// Opens one behind the last, with the settings of the one in front, and brings it there.
    mutating func open() {
        let new = front.blank(id: takeID())
        (before, front, after) = (all, new, [])
    }

    /// The one in front gives way to the next, else to the one before, else to an empty one with its settings.
    mutating func close(_ id: ConsultationID) {
        before.removeAll { $0.id == id }
        after.removeAll { $0.id == id }
        guard front.id == id else { return }
        if !after.isEmpty {
            front = after.removeFirst()
        } else {
            front = before.popLast() ?? front.blank(id: takeID())
        }
    }

    private mutating func takeID() -> ConsultationID {
        defer { nextID += 1 }
        return ConsultationID(nextID)
    }

    // MARK: Turning to another

    mutating func bringToFront(at place: Int) {
        let all = all
        guard all.indices.contains(place) else { return }
        (before, front, after) = (Array(all[..<place]), all[place], Array(all[(place + 1)...]))
    }

    // MARK: Changing one that may not be in front

    /// Nil where none fits.
    private mutating func change<Result>(
        where fits: (OpenConsultation) -> Bool, _ body: (inout OpenConsultation) -> Result
    ) -> Result? {
        if fits(front) { return body(&front) }
        if let index = before.firstIndex(where: fits) { return body(&before[index]) }
        if let index = after.firstIndex(where: fits) { return body(&after[index]) }
        return nil
    }

    @discardableResult
    mutating func change<Result>(_ id: ConsultationID, _ body: (inout OpenConsultation) -> Result) -> Result? {
        change(where: { $0.id == id }, body)
    }

    /// What happens in a turn is told with the exchange's id alone; that of none is ignored.
    mutating func turn(_ exchange: Exchange.ID, _ body: (inout OpenConsultation) -> [Effect]) -> [Effect] {
        change(where: { $0.exchanges.contains { $0.id == exchange } }, body) ?? []
    }

    mutating func changeAll(_ body: (inout OpenConsultation) -> Void) {
        body(&front)
        for index in before.indices { body(&before[index]) }
        for index in after.indices { body(&after[index]) }
    }
}
