import Testing

@testable import Clinical

struct TriageStanceTests {
    @Test(
        "What is denied raises nothing",
        arguments: [
            "No chest pain, no breathlessness.", "She denies chest pain, sweating and fainting.",
            "I don't have chest pain or shortness of breath.", "He is not confused and has not collapsed.",
            "没有胸痛，没有气短。", "否认胸痛、咯血、晕厥。", "沒有胸痛，也沒有昏倒。", "患者无胸痛、呼吸困难及黑便。",
            "Crushing chest pain: none. No vomiting of blood.", "意识清楚，无抽搐。",
        ])
    func denied(text: String) throws {
        #expect(try TriageFiles.level(text) == .none)
    }

    @Test(
        "A denial ends where a new statement begins",
        arguments: [
            "No fever, but crushing chest pain and sweating.", "He has no headache, now he can't move his right arm.",
            "没有发烧，但是胸口压榨样疼痛、出冷汗。", "没吃药，突然右半身不能动、说话不清。",
            "I have never had a headache like this, it hit me suddenly like a hammer.", "无明显诱因突发胸痛，大汗。",
            "Without any warning she collapsed and isn't responding.", "not sure if it matters but I'm vomiting blood",
        ])
    func notDenied(text: String) throws {
        #expect(try TriageFiles.level(text) == .emergency)
    }

    @Test(
        "A question of knowledge, a supposition and a lecture raise nothing",
        arguments: [
            "What are the signs of a stroke?", "How is diabetic ketoacidosis treated?", "What causes anaphylaxis?",
            "For my lecture: crushing chest pain, sweating, grey skin.", "If I get chest pain, what should I do?",
            "I want to prevent a heart attack.", "What is the risk of stroke with atrial fibrillation?",
            "I would like to know what the symptoms of a heart attack are.",
            "中风有哪些症状？", "酮症酸中毒如何治疗？", "如果胸痛出汗该怎么办？", "我在准备讲座：胸痛、大汗、面色苍白。",
            "怎样预防心肌梗死？", "想了解一下过敏性休克的表现有哪些。", "万一血糖低于3怎么办？",
        ])
    func notHappening(text: String) throws {
        #expect(try TriageFiles.level(text) == .none)
    }

    @Test(
        "What is over raises nothing, what has begun again does",
        arguments: [
            ("I had a heart attack three years ago and feel well.", TriageLevel.none),
            ("My father had a stroke in 2015.", .none), ("他三年前中风过。", .none), ("既往心肌梗死病史。", .none),
            ("Heart attack three years ago, now crushing chest pain again with sweating.", .emergency),
            ("三年前心梗，现在又胸口压着疼、出冷汗。", .emergency),
            ("Over the last year I had chest pain, and today it is crushing and I'm sweating.", .emergency),
        ])
    func past(text: String, level: TriageLevel) throws {
        #expect(try TriageFiles.level(text) == level)
    }

    @Test(
        "Another person counts as much as the writer",
        arguments: ["My father has crushing chest pain and is sweating.", "我爸胸口压榨样疼，一身冷汗。", "隔壁老人突然倒地，叫不醒。"])
    func otherPerson(text: String) throws {
        #expect(try TriageFiles.level(text) == .emergency)
    }

    @Test(
        "Slips of the keyboard are read through",
        arguments: [
            "my husband has crushing chest pian and is swaeting", "she had a siezure for ten minutes",
            "he is unconcious on the floor", "I am vomitting blood",
        ])
    func typos(text: String) throws {
        #expect(try TriageFiles.level(text) == .emergency)
    }

    @Test("Ordinary words one letter from an alarming one are left alone")
    func ordinaryWords() throws {
        #expect(try TriageFiles.level("The union called a strike and there was a threat of rain.") == .none)
    }
}
