import Foundation

enum Reports {
    static func read(_ resource: FHIRResource, log: inout ReadingLog) -> Report? {
        let content = resource.content
        let status = PlainText.clean(content["status"].string, limit: 40)
        if let status, status == "entered-in-error" || status == "cancelled" {
            log.skip("DiagnosticReport", id: resource.id, status)
            return nil
        }
        guard let conclusion = conclusion(of: content) else {
            let isPanel = !content["result"].elements.isEmpty
            log.skip(
                "DiagnosticReport", id: resource.id,
                isPanel ? "a panel without a conclusion; its results are read as observations" : "it has no text")
            return nil
        }
        let isFinal = ["final", "amended", "corrected", "appended"].contains(status ?? "")
        return Report(
            title: content["code"]?.conceptText ?? "DiagnosticReport", conclusion: conclusion,
            time: content.moment("effective") ?? content.date("issued"), status: isFinal ? nil : status)
    }

    private static func conclusion(of content: JSONValue) -> String? {
        if let text = PlainText.clean(content["conclusion"].string, limit: 4000) { return text }
        let codes = content["conclusionCode"].elements.compactMap(\.conceptText)
        if !codes.isEmpty { return codes.prefix(10).joined(separator: "; ") }
        return content["presentedForm"].elements.lazy.compactMap(plainText).first
    }

    private static func plainText(_ form: JSONValue) -> String? {
        guard form["contentType"].string?.hasPrefix("text/plain") == true, let encoded = form["data"].string,
            encoded.utf8.count <= 100_000, let data = Data(base64Encoded: encoded)
        else { return nil }
        return PlainText.clean(String(decoding: data, as: UTF8.self), limit: 4000)
    }
}
