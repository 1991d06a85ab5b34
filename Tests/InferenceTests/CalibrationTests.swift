import Foundation
import Testing

@testable import Inference

@Suite("What was measured decides how a model is loaded")
struct CalibrationTests {
    private static let subject = Calibration.Subject(file: "a.gguf", bytes: 3, processor: "P, 8 cores", engine: "e")

    private func calibration(
        threads: [(Int, Double, Double)] = [(1, 60, 12), (2, 118, 22)], chunks: [(Int, Double)] = []
    ) -> Calibration {
        Calibration(
            subject: Self.subject, threads: threads.map { .init(threads: $0.0, reading: $0.1, writing: $0.2) },
            chunks: chunks.map { .init(tokens: $0.0, reading: $0.1) }, isSteady: true)
    }

    @Test("the fewest threads that are as fast as the most: memory doesn't get faster with them")
    func threads() {
        #expect(calibration().bestThreads == 2)
        #expect(calibration(threads: [(4, 240, 20), (6, 330, 20.5), (7, 340, 20), (8, 335, 15)]).bestThreads == 6)
        #expect(calibration(threads: []).bestThreads == nil && calibration(threads: []).secondsPerToken == nil)
        #expect(calibration(threads: [(1, 0, 0)]).bestThreads == 1)
        #expect(calibration().secondsPerToken == 1 / 22.0)
    }

    @Test("another length of chunks only where it's clearly faster and can still be called off quickly")
    func chunks() {
        #expect(calibration(chunks: [(64, 110), (128, 118), (256, 125)]).bestChunk == nil)
        #expect(calibration(chunks: [(64, 100), (128, 110), (256, 140), (512, 142)]).bestChunk == 256)
        #expect(calibration(chunks: [(64, 300), (128, 200)]).bestChunk == 64)
        // 512 tokens at 25 a second take 20 s.
        #expect(calibration(chunks: [(64, 9), (128, 10), (512, 25)]).bestChunk == nil)
        #expect(calibration().bestChunk == nil)
    }

    @Test("figures come back in the next run, but not for another file, processor or engine")
    func store() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "calibration-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let model = folder.appending(path: "a.gguf")
        try Data("abc".utf8).write(to: model)
        let file = folder.appending(path: "cache/calibration.json")
        var found = calibration()
        found.subject = try #require(Calibration.Subject(model))
        CalibrationStore(file: file).remember(found)
        #expect(CalibrationStore(file: file).known(model) == found)
        found.steps = [.init(tokens: 2, cost: 1.5)]
        CalibrationStore(file: file).remember(found)
        #expect(CalibrationStore(file: file).known(model) == found)
        for change in [\Calibration.Subject.processor, \.engine] {
            var other = found
            other.subject[keyPath: change] += " 2"
            CalibrationStore(file: file).remember(other)
            #expect(CalibrationStore(file: file).known(model) == nil)
        }
        CalibrationStore(file: file).remember(found)
        try Data("abcd".utf8).write(to: model)
        #expect(CalibrationStore(file: file).known(model) == nil)
        #expect(CalibrationStore(file: file).known(folder.appending(path: "none.gguf")) == nil)
        try Data("[{]".utf8).write(to: file)
        #expect(CalibrationStore(file: file).known(model) == nil)
    }

    @Test("all numbers of threads are compared where there are few, else some")
    func candidates() {
        #expect(Processor.candidates(cores: 1) == [1] && Processor.candidates(cores: 3) == [1, 2, 3])
        #expect(Processor.candidates(cores: 8) == [4, 6, 7, 8] && Processor.candidates(cores: 6) == [3, 4, 5, 6])
        #expect(Processor.identity.contains(" cores"))
    }
}

extension EngineTests {
    @Suite("A loaded model is measured while nobody waits")
    struct CalibrationEngineTests {
        @Test("every figure is there, and answers are as before")
        func measures() async throws {
            let manager = try await TestModel.load()
            let question = [ChatMessage.system(TestModel.longText), .user("Which number follows number 7?")]
            let exact = GenerationOptions(maxTokens: 12, cacheReuse: .exact)
            let session = manager.openSession()
            let before = try await manager.transcript(question, session: session, options: exact)
            let cached = await manager.cachedTokens(session)
            let found = try #require(await manager.calibrate(threads: 1))
            #expect(found.threads.map(\.threads) == [1])
            #expect(found.threads.allSatisfy { $0.reading > 0 && $0.writing > 0 } && found.bestThreads != nil)
            #expect(found.chunks.map(\.tokens) == [64] && found.chunks.allSatisfy { $0.reading > 0 })
            #expect(found.subject == Calibration.Subject(TestModel.file))
            #expect(found.steps?.map(\.tokens) == StepCosts.counts && found.steps?.allSatisfy { $0.cost > 0 } == true)
            // No token of it stays, and the threads are those from before.
            #expect(await manager.cachedTokens(session) == cached)
            #expect(await manager.settings == [1, 64])
            let after = try await manager.transcript(question, session: session, options: exact)
            #expect(after.text == before.text)
        }

        @Test("a question ends what is done in the background, and is answered")
        func givesWay() async throws {
            let manager = try await TestModel.load()
            let (begun, beginning) = AsyncStream<Void>.makeStream()
            async let isOver = manager.inBackground { flag in
                beginning.finish()
                while !flag.isRaised { await Task.yield() }
                return true
            }
            for await _ in begun {}
            let answer = try await manager.transcript(
                [.user("What is the capital of France?")], session: SessionID(),
                options: GenerationOptions(maxTokens: 4))
            #expect(!answer.text.isEmpty)
            #expect(await isOver == true)
        }

        @Test("cancelled, it comes to an end without figures")
        func cancelled() async throws {
            let manager = try await TestModel.load()
            let task = Task {
                unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
                return await manager.calibrate()
            }
            #expect(await task.value == nil)
        }

        @Test("a model is loaded as its figures say, unless something else is asked for")
        func loads() async throws {
            let subject = Calibration.Subject(file: "", bytes: 0, processor: "", engine: "")
            let calibration = Calibration(
                subject: subject, threads: [.init(threads: 2, reading: 9, writing: 9)],
                chunks: [.init(tokens: 64, reading: 300), .init(tokens: 128, reading: 200)],
                isSteady: true)
            var options = LoadOptions(contextLength: 512, checksWeights: false, calibration: calibration)
            let manager = try await TestModel.load(options)
            #expect(await manager.settings == [2, 64] && manager.info.threads == 2)
            (options.threads, options.batchSize) = (1, 32)
            let asked = try await TestModel.load(options)
            #expect(await asked.settings == [1, 32])
        }
    }
}

extension SessionManager {
    /// Threads, and tokens of a chunk.
    fileprivate var settings: [Int] { [context.threads, context.batchSize] }
}
