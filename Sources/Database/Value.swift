public import Foundation

/// One of SQLite's five storage classes.
public enum Value: Equatable, Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// What can be given to a statement's parameter. An optional that is `nil` becomes NULL.
public protocol Bindable {
    var databaseValue: Value { get }
}

extension Value: Bindable {
    public var databaseValue: Value { self }
}

extension String: Bindable {
    public var databaseValue: Value { .text(self) }
}

extension Int: Bindable {
    public var databaseValue: Value { .integer(Int64(self)) }
}

extension Int64: Bindable {
    public var databaseValue: Value { .integer(self) }
}

extension Bool: Bindable {
    public var databaseValue: Value { .integer(self ? 1 : 0) }
}

extension Double: Bindable {
    public var databaseValue: Value { .real(self) }
}

extension [UInt8]: Bindable {
    public var databaseValue: Value { .blob(self) }
}

extension Data: Bindable {
    public var databaseValue: Value { .blob([UInt8](self)) }
}

extension Optional: Bindable where Wrapped: Bindable {
    public var databaseValue: Value { self?.databaseValue ?? .null }
}
