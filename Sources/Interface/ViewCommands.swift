import Consultation
import Screen

/// `/trend`, `/compare`, `/timeline`, `/prompt`, `/why` and `/sources`.
extension Command {
    static let views: [Command] = [
        Command(
            name: "trend", aliases: ["t"], argument: .analyte, english: "Draw a value over time, or two of them",
            chinese: "绘制一项或两项检查值的变化趋势", isArgumentOptional: true, run: showTrend),
        Command(
            name: "compare", aliases: ["diff"], argument: .days, english: "Compare two days of the chart",
            chinese: "比较病历中的两个日期", isArgumentOptional: true, run: compareDays),
        Command(
            name: "timeline", aliases: ["tl"], argument: .analyte,
            english: "Problems and drugs over time, above a value",
            chinese: "诊断与用药时间线，下附一项检查值", isArgumentOptional: true, run: showTimeline),
        Command(
            name: "prompt", aliases: ["context"], argument: .none,
            english: "What the model sees: the exact prompt of the answer shown",
            chinese: "模型看到的内容：当前回答的完整提示词",
            run: { state, _ in
                state.open(.prompt(PromptView()))
                return []
            }),
        Command(
            name: "why", aliases: [], argument: .file,
            english: "How the answer shown came about; with a file's name (.json, .md), write it there",
            chinese: "当前回答的由来；加文件名（.json、.md）则写入该文件", isArgumentOptional: true, run: showWhy),
        Command(
            name: "sources", aliases: ["source"], argument: .citation,
            english: "All sources of the answer shown; with a number, that passage's document",
            chinese: "当前回答的全部来源；加编号则打开该段所在文件", isArgumentOptional: true, run: showSources),
    ]

    private static func showWhy(_ state: inout State, _ argument: String) -> [Effect] {
        guard !argument.isEmpty else {
            state.open(.why(WhyView()))
            return []
        }
        guard let answer = state.shown?.answer else {
            state.remark = state.wording[.whyAbsent]
            return []
        }
        let explained = ExplainedAnswer(answer)
        let language = state.interfaceLanguage
        switch argument.lowercased().split(separator: ".").last {
        case "json":
            guard let json = try? explained.json() else { break }
            return [.saveNew(path: argument, contents: json)]
        case "md", "markdown":
            return [.saveNew(path: argument, contents: explained.markdown(in: language))]
        default: break
        }
        return state.refuse(argument, of: "why", choices: [".json", ".md"].map { "FILE" + $0 })
    }

    private static func showSources(_ state: inout State, _ argument: String) -> [Effect] {
        let number = argument.filter { !"[]".contains($0) }
        guard !number.isEmpty else {
            state.open(.sources(SourcesView()))
            return []
        }
        let citations = state.shown?.citations ?? []
        guard citations.contains(where: { String($0.n) == number }) else {
            return state.refuse(argument, of: "sources", choices: citations.map { String($0.n) })
        }
        state.openCitation(number)
        return state.openDocument()
    }

    private static func showTrend(_ state: inout State, _ argument: String) -> [Effect] {
        guard let loaded = state.chartWithValues() else { return [] }
        guard !argument.isEmpty else {
            state.overlay = .seriesChooser(selected: 0)
            return []
        }
        guard let found = AnalyteLookup(series: loaded.series).find(argument) else {
            return state.refuse(argument, of: "trend", choices: loaded.series.map(\.word))
        }
        state.open(.trend(TrendView(series: found[0].id, second: found.count > 1 ? found[1].id : nil)))
        return []
    }

    private static func showTimeline(_ state: inout State, _ argument: String) -> [Effect] {
        guard let loaded = state.patient else {
            state.remark = state.wording[.noPatient]
            return []
        }
        guard !argument.isEmpty else {
            let series = loaded.series.first { $0.points.count > 1 } ?? loaded.series.first { !$0.points.isEmpty }
            state.open(.timeline(TimelinePane.view(of: series, in: loaded)))
            return []
        }
        guard let one = AnalyteLookup(series: loaded.series).one(argument) else {
            return state.refuse(argument, of: "timeline", choices: loaded.series.map(\.word))
        }
        state.open(.timeline(TimelinePane.view(of: one, in: loaded)))
        return []
    }

    private static func compareDays(_ state: inout State, _ argument: String) -> [Effect] {
        guard let loaded = state.chartWithValues() else { return [] }
        let days = VisitComparison.days(of: loaded)
        guard days.count > 1, let last = days.last else {
            state.remark = state.wording[.remarkOneDay]
            return []
        }
        let words = argument.split { " ,，、".contains($0) }.map(String.init)
        // The latest day that begins so: "2024-03" is the last visit of that March.
        let asked = words.map { word in days.last { $0.hasPrefix(word) } }
        guard words.count <= 2, !asked.contains(nil) else {
            return state.refuse(argument, of: "compare", choices: days)
        }
        let chosen = asked.compactMap { $0 }.sorted()
        switch chosen.count {
        case 0: state.open(.comparison(ComparisonView(first: days[days.count - 2], second: last)))
        case 1 where chosen[0] == last:
            state.open(.comparison(ComparisonView(first: days[days.count - 2], second: last)))
        case 1: state.open(.comparison(ComparisonView(first: chosen[0], second: last)))
        default:
            guard chosen[0] != chosen[1] else { return state.refuse(argument, of: "compare", choices: days) }
            state.open(.comparison(ComparisonView(first: chosen[0], second: chosen[1])))
        }
        return []
    }
}

extension State {
    /// Nil, with a remark, where there is no chart or nothing in it is a number.
    fileprivate mutating func chartWithValues() -> LoadedPatient? {
        guard let patient else {
            remark = wording[.noPatient]
            return nil
        }
        guard !patient.series.isEmpty else {
            remark = wording[.noValues]
            return nil
        }
        return patient
    }
}
