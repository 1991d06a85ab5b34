import CLlama

/// Which engine computes: its version, its build, and the products of our own. What was computed or measured by another one is of no
/// use with this.
enum EngineIdentity {
    static let text = unsafe String(cString: cllama_version()) + " " + String(cString: cllama_build())
}
