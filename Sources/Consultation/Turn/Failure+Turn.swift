import Evidence
import Inference

extension Failure {
    /// The one place that turns the errors of the turn's modules into words for the user.
    public init(describing error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as InferenceError:
            self.init(what: "The model can't answer.", why: "\(error)", whatToDo: "")
        case let error as PackError:
            self.init(what: "A specialty pack can't be used.", why: "\(error)", whatToDo: "")
        default:
            self.init(what: "The consultation stopped.", why: "\(error)", whatToDo: "Run `xinglin doctor`.")
        }
    }

    static func unknownSpecialty(_ id: String, known: [String], language: Language) -> Failure {
        let list = known.joined(separator: ", ")
        return language.isChinese
            ? Failure(what: "没有名为“\(id)”的专科。", why: "已安装：\(list)。", whatToDo: "请选择其中之一，或用 auto 自动选择。")
            : Failure(
                what: "There is no specialty \"\(id)\".", why: "Installed: \(list).",
                whatToDo: "Choose one of them, or auto.")
    }
}
