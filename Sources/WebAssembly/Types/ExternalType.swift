/// Whether a memory or table is addressed by `i32` or `i64`.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#address-types
public enum AddressType: Hashable, Sendable {
  /// 32-bit addresses.
  case i32
  /// 64-bit addresses.
  case i64

  /// The type of the operand that holds an address.
  public var valueType: ValueType { self == .i32 ? .i32 : .i64 }
}

/// The size range of a memory (in pages) or a table (in elements).
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#limits
public struct SizeLimits: Hashable, Sendable {
  /// The size at the start.
  public var minimum: UInt64
  /// The size beyond which it can't grow; `nil` for none.
  public var maximum: UInt64?

  /// A size range.
  public init(minimum: UInt64, maximum: UInt64? = nil) {
    self.minimum = minimum
    self.maximum = maximum
  }
}

/// The type of a linear memory.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#memory-types
public struct MemoryType: Hashable, Sendable {
  /// The size range, in pages.
  public var limits: SizeLimits
  /// The width of its addresses.
  public var addressType: AddressType
  /// Whether several threads may use it.
  public var isShared: Bool
  /// The base-two logarithm of the page size in bytes: 16, or 0 with custom page sizes.
  public var pageSizeLog2: UInt8

  /// A memory type.
  public init(
    limits: SizeLimits, addressType: AddressType = .i32, isShared: Bool = false,
    pageSizeLog2: UInt8 = 16
  ) {
    self.limits = limits
    self.addressType = addressType
    self.isShared = isShared
    self.pageSizeLog2 = pageSizeLog2
  }
}

/// The type of a table.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#table-types
public struct TableType: Hashable, Sendable {
  /// The type of its elements, a reference type.
  public var element: ValueType
  /// The size range, in elements.
  public var limits: SizeLimits
  /// The width of its indices.
  public var addressType: AddressType

  /// A table type.
  public init(element: ValueType, limits: SizeLimits, addressType: AddressType = .i32) {
    self.element = element
    self.limits = limits
    self.addressType = addressType
  }
}

/// The type of a global.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#global-types
public struct GlobalType: Hashable, Sendable {
  /// The type of its value.
  public var value: ValueType
  /// Whether it can be written.
  public var isMutable: Bool

  /// A global type.
  public init(value: ValueType, isMutable: Bool) {
    self.value = value
    self.isMutable = isMutable
  }
}

/// The type of something a module imports or exports, by indices into the module's types.
///
/// Specification: https://webassembly.github.io/spec/core/syntax/types.html#external-types
package enum ExternalTypeReference: Hashable, Sendable {
  /// A function, by type index.
  case function(UInt32)
  case table(TableType)
  case memory(MemoryType)
  case global(GlobalType)
  /// A tag, by type index.
  case tag(UInt32)

  package var kind: ExternalKind {
    switch self {
    case .function: .function
    case .table: .table
    case .memory: .memory
    case .global: .global
    case .tag: .tag
    }
  }
}

/// The kinds of things that are imported and exported; raw values as in the binary format.
///
/// Specification: https://webassembly.github.io/spec/core/binary/modules.html#import-section
public enum ExternalKind: UInt8, Hashable, Sendable {
  case function = 0
  case table = 1
  case memory = 2
  case global = 3
  case tag = 4
}
