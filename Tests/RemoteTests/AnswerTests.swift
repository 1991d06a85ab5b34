import Foundation
import Inference
import TestSupport
import Testing

@testable import Remote

@Suite("A remote model's answer")
struct AnswerTests {
    @Test("It is streamed in the protocol's order, with the server's own counts at the end")
    func whole() async throws {
        let usage = #"{"prompt_tokens": 41, "completion_tokens": 5, "prompt_tokens_details": {"cached_tokens": 32}}"#
        let server = try LoopbackServer(Data(), .chat(["Atrial", " fibrillation", "（房颤）。"], usage: usage))
        defer { server.stop() }
        let model = Play.model(Play.endpoint(server.port))
        let told = try await Told(model)
        let estimate = model.countTokens(Play.question)
        #expect(told.error == nil && told.text == "Atrial fibrillation（房颤）。")
        #expect(told.events.first == .started(promptTokens: estimate, cachedTokens: 0))
        #expect(told.events.count == 5)
        let summary = try #require(told.summary)
        #expect(summary.promptTokens == 41 && summary.cachedTokens == 32 && summary.answerTokens == 5)
        #expect(summary.stopReason == .endOfGeneration)
        #expect(summary.servedBy == ServedBy(model: "m-ward", engine: "OpenAI API of ward (127.0.0.1:\(server.port))"))
        #expect(model.info.format == ModelInfo.remoteFormat)
    }

    @Test("The request says what is wanted, as the API has it, and sends nothing else")
    func request() async throws {
        let server = try LoopbackServer(Data(), .chat(["yes"]))
        defer { server.stop() }
        var options = Play.options
        (options.temperature, options.seed, options.grammar) = (0.5, 7, "root ::= \"yes\"")
        _ = try await Told(Play.model(Play.endpoint(server.port)), Play.question, options)
        let request = try #require(server.requests.first)
        #expect(request.method == "POST" && request.path == "/v1/chat/completions" && request.bearer == nil)
        let body = try #require(JSONSerialization.jsonObject(with: request.body) as? [String: Any])
        #expect(
            Set(body.keys) == [
                "model", "messages", "stream", "stream_options", "max_tokens", "temperature", "top_p", "seed", "stop",
            ])
        #expect(body["model"] as? String == "m-ward" && body["stream"] as? Bool == true)
        #expect(body["max_tokens"] as? Int == 64 && body["temperature"] as? Double == 0.5 && body["seed"] as? Int == 7)
        #expect(body["stop"] as? [String] == ["\n\n"])
        #expect((body["stream_options"] as? [String: Bool]) == ["include_usage": true])
        let messages = try #require(body["messages"] as? [[String: String]])
        #expect(messages.map { $0["role"] } == ["system", "user"] && messages[1]["content"] == "What is 心房颤动?")
    }

    @Test("An answer that is begun is gone on with, and its beginning isn't said twice; llama-server is told the form")
    func begun() async throws {
        let server = try LoopbackServer(Data(), .chat(["In short: take", " it."]))
        defer { server.stop() }
        var endpoint = Play.endpoint(server.port)
        endpoint.takesGrammar = true
        var options = Play.options
        options.grammar = "root ::= .*"
        let told = try await Told(Play.model(endpoint), Play.question + [.assistant("In short:")], options)
        #expect(told.text == " take it.")
        let body = try #require(
            JSONSerialization.jsonObject(with: server.requests.first?.body ?? Data()) as? [String: Any])
        #expect(body["continue_final_message"] as? Bool == true && body["add_generation_prompt"] as? Bool == false)
        #expect(body["grammar"] as? String == "root ::= .*")
    }

    @Test(
        "Reasons to end are the protocol's; what a server calls otherwise is told as an error",
        arguments: [("stop", StopReason.endOfGeneration), ("length", .maxTokens)])
    func reasons(_ reason: String, _ expected: StopReason) async throws {
        let server = try LoopbackServer(
            Data(), .chat(["a"], finish: reason), .chat(["a"], finish: "content_filter"))
        defer { server.stop() }
        let model = Play.model(server)
        #expect(try await Told(model).summary?.stopReason == expected)
        let filtered = try await Told(model)
        #expect(filtered.breach == .ended(reason: "content_filter") && filtered.text == "a")
    }

    @Test("A stop string that vLLM names, llama-server's own counts, and thoughts told apart")
    func dialects() async throws {
        let server = try LoopbackServer(
            Data(),
            .events([
                #"{"choices": [{"delta": {"role": "assistant", "content": null, "reasoning_content": "Hm."}}]}"#,
                #"{"choices": [{"delta": {"content": "ok"}, "finish_reason": "stop", "stop_reason": "\n\n"}]}"#,
                #"{"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 1}, "#
                    + #""timings": {"cache_n": 7, "prompt_ms": 250.0, "predicted_ms": 500.5}}"#,
                "[DONE]",
            ]))
        defer { server.stop() }
        let told = try await Told(Play.model(server))
        #expect(told.text == "ok")
        let summary = try #require(told.summary)
        #expect(summary.stopReason == .stopString && summary.cachedTokens == 7 && summary.promptTokens == 9)
        #expect(summary.promptSeconds == 0.25 && summary.decodeSeconds == 0.5005)
    }

    @Test("Without counts of its own, pieces and the estimate stand for them; an empty answer is one")
    func uncounted() async throws {
        let server = try LoopbackServer(Data(), .chat(["a", "b"]), .chat([]))
        defer { server.stop() }
        let model = Play.model(server)
        let told = try await Told(model)
        #expect(told.summary?.answerTokens == 2 && told.summary?.cachedTokens == 0)
        #expect(told.summary?.promptTokens == model.countTokens(Play.question))
        let empty = try await Told(model)
        #expect(empty.error == nil && empty.text.isEmpty && empty.events.count == 2)
    }

    @Test("The estimate is rather too high, in either language")
    func estimate() {
        let model = Play.model(Play.endpoint(1))
        // As the default model's tokenizer counts them: 13 and 12.
        #expect(model.countTokens([.user("What is the target blood pressure in diabetes?")]) >= 13)
        #expect(model.countTokens([.user("糖尿病患者的血压目标是多少？")]) >= 12)
        #expect(model.countTokens([]) == 0 && !model.countsExactly)
    }

    @Test("Nothing is asked without a question or an endpoint")
    func nothing() async throws {
        #expect(try await Told(Play.model(Play.endpoint(1)), []).error == .emptyPrompt)
        #expect(try await Told(RemoteModel([], environment: [:])).error == .noEndpoint)
    }
}
