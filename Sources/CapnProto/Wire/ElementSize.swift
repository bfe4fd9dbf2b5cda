/// How the elements of a list lie in memory.
///
/// https://capnproto.org/encoding.html#lists
@frozen public enum ElementSize: UInt8, Sendable {
  /// No bits: `Void`.
  case void
  /// One bit: `Bool`.
  case bit
  /// One byte.
  case byte
  /// Two bytes.
  case twoBytes
  /// Four bytes.
  case fourBytes
  /// Eight bytes, not a pointer.
  case eightBytes
  /// A pointer.
  case pointer
  /// Structs, whose common size stands in a tag before them.
  case inlineComposite

  /// The size that three bits of a pointer mean.
  @inlinable init(wire bits: UInt8) {
    switch bits & 7 {
    case 0: self = .void
    case 1: self = .bit
    case 2: self = .byte
    case 3: self = .twoBytes
    case 4: self = .fourBytes
    case 5: self = .eightBytes
    case 6: self = .pointer
    default: self = .inlineComposite
    }
  }

  /// The bits of data in one element; zero for pointers and structs.
  @inlinable public var dataBits: Int {
    switch self {
    case .void, .pointer, .inlineComposite: 0
    case .bit: 1
    case .byte: 8
    case .twoBytes: 16
    case .fourBytes: 32
    case .eightBytes: 64
    }
  }

  /// The bits from one element to the next; zero for structs, which carry a tag.
  @inlinable public var stepBits: Int { self == .pointer ? 64 : dataBits }
}

/// The size of a struct: words of data, then pointers.
@frozen public struct StructSize: Hashable, Sendable {
  /// The words of the data section.
  public var dataWords: UInt16
  /// The pointers after it.
  public var pointerCount: UInt16

  /// Makes a size.
  @inlinable public init(dataWords: UInt16, pointerCount: UInt16) {
    self.dataWords = dataWords
    self.pointerCount = pointerCount
  }

  /// All words.
  @inlinable public var words: Int { Int(dataWords) + Int(pointerCount) }
}
