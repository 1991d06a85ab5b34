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

    mutating func warn(_ text: String) {
        warningCounts[text, default: 0] += 1
        if warningCounts[text] == 1 { warningOrder.append(text) }
    }

    /// Single resources with their id; many of one kind and reason as one line with their number.
    var skipped: [SkippedResource] {
        order.map { key in
            let count = counts[key] ?? 1
            return count == 1
                ? SkippedResource(resource: key.resource, id: ids[key], why: key.why)
                : SkippedResource(resource: key.resource, why: "\(count) resources: \(key.why)")
        }
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
