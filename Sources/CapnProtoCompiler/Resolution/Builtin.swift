/// A name that every file knows.
enum Builtin: String, CaseIterable, Sendable {
  case void = "Void"
  case bool = "Bool"
  case int8 = "Int8"
  case int16 = "Int16"
  case int32 = "Int32"
  case int64 = "Int64"
  case uint8 = "UInt8"
  case uint16 = "UInt16"
  case uint32 = "UInt32"
  case uint64 = "UInt64"
  case float32 = "Float32"
  case float64 = "Float64"
  case text = "Text"
  case data = "Data"
  case list = "List"
  case anyPointer = "AnyPointer"
  case anyStruct = "AnyStruct"
  case anyList = "AnyList"
  case capability = "Capability"

  /// The type; `nil` for `List`, which is none without its element.
  var type: TypeDescription? {
    switch self {
    case .void: .void
    case .bool: .bool
    case .int8: .int8
    case .int16: .int16
    case .int32: .int32
    case .int64: .int64
    case .uint8: .uint8
    case .uint16: .uint16
    case .uint32: .uint32
    case .uint64: .uint64
    case .float32: .float32
    case .float64: .float64
    case .text: .text
    case .data: .data
    case .list: nil
    case .anyPointer: .anyPointer
    case .anyStruct: .anyStruct
    case .anyList: .anyList
    case .capability: .capability
    }
  }

  /// Whether a parameter of a generic declaration can be bound to it.
  var isGenericArgument: Bool {
    switch self {
    case .text, .data, .list, .anyPointer: true
    default: false
    }
  }

  /// An id that no declaration has, so that scopes can be told apart.
  var scopeID: UInt64 { self == .list ? 1 : 2 }
}
