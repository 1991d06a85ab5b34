/// What was left out and what is doubtful, told once however often it happens.
struct ReadingLog {
    private struct Key: Hashable {
        var resource: String
        var why: String
    }

    private var order: [Key] = []
    private var counts: [Key: Int] = [:]
    private var ids: [Key: String] = [:]
    private var warningOrder: [String] = []
    private var warningCounts: [String: Int] = [:]

    mutating func skip(_ resource: String, id: String?, _ why: String) {
        let key = Key(resource: resource, why: why)
        counts[key, default: 0] += 1
        if counts[key] == 1 {
            order.append(key)
            ids[key] = id
        }
    }

    /// Takes over what another log tells.
    mutating func absorb(_ other: ReadingLog) {
        for key in other.order {
            if counts[key] == nil { order.append(key) }
            counts[key, default: 0] += other.counts[key] ?? 1
            ids[key] = ids[key] ?? other.ids[key]
        }
        for text in other.warningOrder {
            if warningCounts[text] == nil { warningOrder.append(text) }
            warningCounts[text, default: 0] += other.warningCounts[text] ?? 1
        }
    }

    mutating func warn(_ text: String) {
        warningCounts[text, default: 0] += 1
        if warningCounts[text] == 1 { warningOrder.append(text) }
    }

    /// Single resources with their id; many of one kind and reason as one line with their number. Reasons beyond the
    /// limit are told by their number only.
    var skipped: [SkippedResource] {
        let limit = 200
        let told = order.prefix(limit).map { key in
            let count = counts[key] ?? 1
            return count == 1
                ? SkippedResource(resource: key.resource, id: ids[key], why: key.why)
                : SkippedResource(resource: key.resource, why: "\(count) resources: \(key.why)")
        }
        let rest = order.dropFirst(limit).reduce(0) { $0 + (counts[$1] ?? 1) }
        return rest == 0
            ? told : told + [SkippedResource(resource: "others", why: "\(rest) resources for further reasons")]
    }

    /// A hostile file can't flood the screen: beyond the limit only the number is told.
    var warnings: [String] {
        let limit = 60
        let told = warningOrder.prefix(limit).map { text in
            let count = warningCounts[text] ?? 1
            return count == 1 ? text : "\(text) (\(count) times)"
        }
        let rest = warningOrder.count - told.count
        return rest > 0 ? told + ["\(rest) further warnings aren't listed."] : told
    }
}
