/// The ways of speaking to a language model that are recognised. Words are written without spaces, in small letters
/// and Simplified characters, as the skeleton of a text is.
enum InstructionWords {
    static let patterns = english + chinesePatterns

    private static func one(_ words: String) -> InstructionPattern.Step { .one(letters(words)) }
    private static func some(_ words: String) -> InstructionPattern.Step { .some(letters(words)) }
    private static func letters(_ words: String) -> [[UInt32]] {
        words.split(whereSeparator: \.isWhitespace).map { $0.unicodeScalars.map(\.value) }
    }

    // MARK: English

    private static let revoke = """
        ignore disregard forget override bypass discard donotfollow dontfollow stopfollowing donotobey dontobey \
        paynoattentionto donotlistento
        """
    private static let not = letters(
        "donot dont never cannot cant mustnot shouldnot shallnot neverto notto notbe doesnot didnot arenotto")
    private static let loose = """
        the of to any that were you have been given by in your my our this these those and or other each every \
        instead completely fully
        """
    private static let which = """
        all previous prior above preceding earlier foregoing aforementioned existing initial original system developer \
        safety hidden past your everyother any
        """
    private static let orders = """
        instruction instructions prompt prompts rule rules command commands direction directions directive directives \
        guardrail guardrails constraint constraints restriction restrictions message messages context conversation \
        conversations programming policies text content contents input inputs
        """

    private static let english: [InstructionPattern] = [
        InstructionPattern(
            steps: [one(revoke), some(loose), one(which), some(loose + " " + which), one(orders)], unless: not,
            takesRest: true),
        InstructionPattern(
            steps: [
                one(revoke), some("the of"), one("above all allthe allofthe alltheabove"),
                one(
                    "guideline guidelines guidance recommendation recommendations evidence passages references sources"),
            ], unless: not, takesRest: true),
        InstructionPattern(
            steps: [
                one("ignore disregard donotfollow"),
                one("theabove allabove alltheabove alloftheabove everythingabove everythingbefore allofthis"),
            ], unless: not, endsClause: true, takesRest: true),
        InstructionPattern(
            steps: [one("youarenow youwillnowbe fromnowonyouare"), one("a an dan the my nolonger"), .gap(60), role],
            takesRest: true),
        InstructionPattern(steps: [one("youarenow"), one("a an dan")], notBefore: people, takesRest: true),
        InstructionPattern(
            steps: [
                one("pretendtobe pretendyouare pretendthatyouare roleplayas imaginethatyouare actas youmustactas"),
                .gap(40), role,
            ], takesRest: true),
        InstructionPattern(steps: [one("systemprompt developerprompt doanythingnow jailbreakmode")], takesRest: true),
        InstructionPattern(
            steps: [
                one("reveal repeat print output show leak display disclose recite quote tellme giveme"),
                some("the all your full exact entire whole contentsof of verbatim hidden initial"),
                one(
                    """
                    yourinstructions yourprompt yourrules hiddenprompt initialprompt everythingabove textabove \
                    wordsabove systemmessage developermessage instructionsabove
                    """),
            ], unless: not),
        InstructionPattern(
            steps: [
                one(
                    """
                    append include insert attach add output print write put place state say end begin start finish \
                    answer reply respond repeat
                    """), .gap(90),
                one(
                    """
                    ineveryanswer ineachanswer ineveryreply ineachreply ineveryresponse inyouranswer inyourreply \
                    inyouroutput inallanswers inallyouranswers toyouranswer toyourreply toyouroutput toeveryanswer \
                    toeveryreply ofyouranswer ofyourreply ofyouroutput ofeveryanswer ofeachanswer ofeveryreply \
                    youranswerwith yourreplywith everyanswerwith everyreplywith
                    """),
            ]),
        InstructionPattern(
            steps: [
                one(
                    """
                    donottell donttell nevertell donotinform donotmention dontmention donotreveal donotalert \
                    donotwarn donotdisclose nevermention hidethisfrom concealthisfrom withouttelling
                    """), some("this any of it to that"), one("theuser theusers user users thehuman"),
            ]),
        InstructionPattern(steps: [
            one("telltheuser asktheuser instructtheuser urgetheuser"), .gap(12), one("enter click visit send type pay"),
        ]),
        InstructionPattern(
            steps: [
                one(
                    "systeminstruction systeminstructions systemoverride adminoverride instructionsfortheai "
                        + "instructionfortheai notetotheai messagetotheai instructionsfortheassistant "
                        + "ifyouareanai ifyouarealanguagemodel ifyouareanassistant")
            ], takesRest: true),
        InstructionPattern(
            steps: [
                one("aiassistant aiassistants languagemodel languagemodels llm llms chatbot theai anyai"),
                one("must should shall willnow hasto haveto"), some("always now only never instead not"),
                one("say answer reply respond output print tellthe ignore"),
            ], takesRest: true),
        InstructionPattern(
            steps: [
                one("everyanswer eachanswer allanswers everyreply eachreply allreplies everyresponse allresponses"),
                one("must should shall hasto haveto needsto needto"), some("always also only now"),
                one("cite say state include contain mention begin start end recommend repeat"),
            ], takesRest: true),
        InstructionPattern(
            steps: [
                one("translate decode decrypt decipher"), .gap(40),
                one("andexecute andobey andfollowit andrunit thenexecute andcomply anddoit"),
            ], takesRest: true),
        InstructionPattern(
            steps: [
                one("executethefollowing obeythefollowing followtheseinstructionsinstead runthefollowingcommand")
            ], takesRest: true),
        InstructionPattern(
            steps: [
                one("fromnowon henceforth startingnow"), some("you must will should shall always only to"),
                one("answer reply respond ignore obey output pretend actas say"),
            ], takesRest: true),
    ]

    private static let role = one(
        """
        assistant chatbot languagemodel jailbroken unrestricted uncensored developermode aimodel hacker anai llm \
        norestrictions withoutrestrictions norules withoutrules nolimits
        """)
    /// "You are now a grandmother": said to a person.
    private static let people = letters(
        "candidate patient carrier parent grand mother father member donor survivor nonsmoker smoker caregiver carer")

    // MARK: Chinese

    private static let revokeZh = """
        忽略 忽视 无视 忘记 忘掉 不理会 不要理会 不用理会 不必理会 不要遵守 不要遵循 不要遵从 不必遵守 不再遵守 不再遵循 绕过 推翻 抛开 抛弃 \
        跳过 覆盖 撤销
        """
    private static let notZh = letters("不要 不可 不能 不应 不得 不宜 切勿 请勿 勿 避免 不应该 不会 未 莫 别 并非 不可以")
    private static let looseZh = """
        掉 了 的 所有 全部 一切 任何 你 您 之前 以前 以上 上述 上面 前面 此前 先前 前述 系统 原有 原来 这些 那些 其他 其它 安全 给出 给你 给 收到 \
        接到 过 我 该 已有 既定 初始 开发者 用户 和 与 及 或 中 里 关于 那 段
        """
    private static let whichZh = "所有 全部 一切 任何 之前 以前 以上 上述 上面 前面 此前 先前 前述 你的 您的 你 系统 原有 原来 初始"
    private static let ordersZh = """
        指令 指示 命令 提示词 提示 规则 设定 限制 约束 对话 上下文 文字 的话 说明 内容 信息 指南内容 指南 资料 证据 文本 段落 引用 要求
        """
    private static let answersZh = "回答 回复 答复 输出 答案"

    private static let chinesePatterns: [InstructionPattern] = [
        InstructionPattern(
            steps: [one(revokeZh), some(looseZh), one(whichZh), some(looseZh), one(ordersZh)], unless: notZh,
            takesRest: true),
        InstructionPattern(
            steps: [
                one("你现在是 你现在扮演 您现在是 从现在起你是 从现在开始你是 从现在起你要扮演 你将扮演 你要扮演 请你扮演 请扮演 假装你是 假装自己是 进入开发者模式")
            ], notBefore: letters("否 不是 不 怎 什么 几 在 哪"), takesRest: true),
        InstructionPattern(
            steps: [one("你现在是 您现在是"), .gap(14), one("助手 机器人 语言模型 大模型 ai")], takesRest: true),
        InstructionPattern(steps: [one("系统提示词 系统指令 系统命令 开发者模式 越狱模式 新的系统提示")], takesRest: true),
        InstructionPattern(steps: [
            one("输出 透露 显示 打印 重复 复述 泄露 告诉我 列出 公开 背诵"), some(looseZh + " 完整 全文 逐字 地"),
            one("提示词 初始指令 初始设定 系统设定 系统提示 你的指令 你的设定 你的规则"),
        ]),
        InstructionPattern(steps: [
            one("不要 别 不许 禁止 切勿 不得 请勿 不准 无需 不必 不可"),
            one("告诉 告知 通知 透露给 提醒 向"), some("任何 其他 这个 这位"), one("用户 使用者"),
        ]),
        InstructionPattern(steps: [one("对用户 向用户"), one("隐瞒 保密")]),
        InstructionPattern(steps: [
            one("在"), some("你 您 的 每 个 次 条 所有 最终 本"), one(answersZh),
            some("的 最 开头 末尾 结尾 最后 后面 前面 中 里 后 之后 时 都 内"),
            one("附上 附加 加上 加入 添加 插入 写上 输出 包含 写明 透露"),
        ]),
        InstructionPattern(
            steps: [
                one("所有 每个 每条 每次 全部 任何"), some("的"), one(answersZh), some("中 里 都 均 一律"),
                one("必须 应当 应 须 需要 需 要 一律"), some("都 均 始终"), one("引用 写明 注明 包含 说明 附上 提到 声明 推荐"),
            ], takesRest: true),
        InstructionPattern(steps: [
            one("要求 诱导 引导 提示 让 请 叫"), one("用户 使用者"), some("们 去 在"),
            one("输入 点击 访问 发送 打开链接 转账 扫码"),
        ]),
        InstructionPattern(
            steps: [one("翻译 解码 解密"), .gap(6), one("执行 照做 照办 并运行 后运行")], takesRest: true),
        InstructionPattern(
            steps: [one("执行以下指令 执行以下命令 执行下列指令 执行下面的指令 服从以下 遵循以下指令 按以下指令")], takesRest: true),
        InstructionPattern(
            steps: [one("如果你是 若你是 假如你是"), some("一个 一名 一款"), one("ai 人工智能 语言模型 大模型 大语言模型 助手")],
            takesRest: true),
        InstructionPattern(
            steps: [
                one("人工智能助手 ai助手 语言模型 大模型 聊天机器人"), one("必须 应当 应 请 需 要"), some("始终 一律 直接 只 在 总是"),
                one("回答 输出 回复 忽略"),
            ], takesRest: true),
    ]

    /// All characters that the Chinese patterns are written with.
    static let chinese = [
        revokeZh, looseZh, whichZh, ordersZh, answersZh,
        "你现在是扮演从现在起开始将要请假装自己进入发者模式系统提示词指令命令越狱新的输出透露显示打印重复复述泄露告诉我列公开背诵完整全文逐字设定规则",
        "不要别许禁止切勿得准无需必可告知通给醒向任何其他这个位用户使者对隐瞒保密在每次条所有最终回答复案头末尾结后面前中里之时都内附上加入添插写包含明",
        "求诱导引让叫击点访问送打开链接转账扫码翻译解密执行照做办并运以下列服从遵循按如果若是假一名款人工智能语言模型大助手聊天机器应当始律直只总均须引用注声推荐",
    ]
}
