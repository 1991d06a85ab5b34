extension ChatTemplate {
    /// ChatML as such: `<|im_start|>role … <|im_end|>`.
    public static let chatML = chatML(named: "chatml")

    /// SmolLM 1 and 2: ChatML with the system text that the model was trained to see when there is none.
    public static let smolLM = chatML(
        named: "smollm",
        defaultSystem: "You are a helpful AI assistant named SmolLM, trained by Hugging Face")

    /// Qwen 2 and 2.5: ChatML with Qwen's own default system text.
    public static let qwen = chatML(
        named: "qwen", defaultSystem: "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.")

    /// Qwen 3: ChatML, thinking turned off by the empty block its own template writes.
    public static let qwen3 = chatML(named: "qwen3", answerPrefix: "<think>\n\n</think>\n\n")

    /// Llama 3 and its relatives.
    public static let llama3 = ChatTemplate(
        name: "llama3", opening: "<|begin_of_text|>",
        systemHeader: "<|start_header_id|>system<|end_header_id|>\n\n",
        userHeader: "<|start_header_id|>user<|end_header_id|>\n\n",
        assistantHeader: "<|start_header_id|>assistant<|end_header_id|>\n\n",
        footer: "<|eot_id|>", answerPrefix: "", defaultSystem: nil, trimsText: true)

    /// Gemma 1 to 3: no system role.
    public static let gemma = ChatTemplate(
        name: "gemma", opening: "<bos>", systemHeader: nil,
        userHeader: "<start_of_turn>user\n", assistantHeader: "<start_of_turn>model\n",
        footer: "<end_of_turn>\n", answerPrefix: "", defaultSystem: nil, trimsText: true)

    /// Every family this program knows.
    public static let all: [ChatTemplate] = [.chatML, .smolLM, .qwen, .qwen3, .llama3, .gemma]

    /// The family of a model, from the Jinja template its file carries (`tokenizer.chat_template`);
    /// nil when the family isn't known.
    public static func detect(_ source: String) -> ChatTemplate? {
        if source.contains("<|im_start|>") {
            if source.contains("named SmolLM, trained by Hugging Face") { return .smolLM }
            if source.contains("You are Qwen, created by Alibaba Cloud") { return .qwen }
            if source.contains("enable_thinking") { return .qwen3 }
            return .chatML
        }
        if source.contains("<|start_header_id|>") { return .llama3 }
        if source.contains("<start_of_turn>") { return .gemma }
        return nil
    }

    private static func chatML(
        named name: String, defaultSystem: String? = nil, answerPrefix: String = ""
    ) -> ChatTemplate {
        ChatTemplate(
            name: name, opening: "", systemHeader: "<|im_start|>system\n", userHeader: "<|im_start|>user\n",
            assistantHeader: "<|im_start|>assistant\n", footer: "<|im_end|>\n", answerPrefix: answerPrefix,
            defaultSystem: defaultSystem, trimsText: false)
    }
}
