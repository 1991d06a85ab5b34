import Foundation
import Screen

/// Two texts beside each other where there is room, one below the other where there isn't.
struct SideBySide {
    var left: String
    var right: String

    private static let gap = " │ "
    /// A narrower column breaks every sentence to pieces.
    private static let narrowest = 36

    /// What `COLUMNS` says, else the usual width; output that goes to a file is stacked.
    static var terminalColumns: Int {
        guard isatty(1) == 1 else { return 0 }
        return ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init) ?? 80
    }

    func text(columns: Int) -> String {
        let width = (columns - Self.gap.count) / 2
        guard width >= Self.narrowest else { return left + "\n\n" + right }
        let one = Self.wrap(left, to: width)
        let two = Self.wrap(right, to: width)
        return (0..<max(one.count, two.count)).map { row in
            DisplayWidth.pad(row < one.count ? one[row] : "", to: width) + Self.gap + (row < two.count ? two[row] : "")
        }.joined(separator: "\n")
    }

    /// Breaks at spaces, and inside Chinese text anywhere.
    static func wrap(_ text: String, to width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            var rows: [String] = []
            var row = ""
            for character in line {
                row.append(character)
                guard DisplayWidth.of(row) > width else { continue }
                let space = row.lastIndex(of: " ").flatMap { $0 > row.startIndex ? $0 : nil }
                let isWord = row.last?.isASCII == true
                let end = isWord ? space ?? row.index(before: row.endIndex) : row.index(before: row.endIndex)
                rows.append(String(row[..<end]))
                row = String(row[end...].drop { $0 == " " })
            }
            return rows + [row]
        }
    }
}
