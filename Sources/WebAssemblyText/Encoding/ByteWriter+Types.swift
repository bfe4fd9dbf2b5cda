internal import WebAssembly

/// Types in the binary format.
///
/// Specification: https://webassembly.github.io/spec/core/binary/types.html
extension ByteWriter {
  mutating func heapType(_ type: HeapType) {
    if let index = type.typeIndex {
      signed(Int64(index))
    } else if let code = type.code {
      byte(code)
    }
  }

  mutating func valueType(_ type: ValueType) {
    guard let heapType = type.heapType else {
      byte(UInt8(truncatingIfNeeded: type.bits))
      return
    }
    if type.isNullable, let code = heapType.code {
      byte(code)
    } else {
      byte(type.isNullable ? 0x63 : 0x64)
      self.heapType(heapType)
    }
  }

  mutating func valueTypes(_ types: [ValueType]) {
    count(types.count)
    for type in types { valueType(type) }
  }

  mutating func field(_ field: FieldType) {
    switch field.storage {
    case .i8: byte(0x78)
    case .i16: byte(0x77)
    case .value(let type): valueType(type)
    }
    byte(field.isMutable ? 1 : 0)
  }

  mutating func subType(_ type: SubType) {
    if !type.isFinal || !type.supertypes.isEmpty {
      byte(type.isFinal ? 0x4F : 0x50)
      count(type.supertypes.count)
      for supertype in type.supertypes { unsigned(supertype) }
    }
    switch type.composite {
    case .function(let function):
      byte(0x60)
      valueTypes(function.parameters)
      valueTypes(function.results)
    case .structure(let fields):
      byte(0x5F)
      count(fields.count)
      for field in fields { self.field(field) }
    case .array(let element):
      byte(0x5E)
      field(element)
    }
  }

  mutating func globalType(_ type: GlobalType) {
    valueType(type.value)
    byte(type.isMutable ? 1 : 0)
  }

  mutating func tableType(_ type: TableType) {
    valueType(type.element)
    byte((type.limits.maximum == nil ? 0 : 1) | (type.addressType == .i64 ? 4 : 0))
    limits(type.limits)
  }

  mutating func memoryType(_ type: MemoryType) {
    let hasCustomPages = type.pageSizeLog2 != 16
    byte(
      (type.limits.maximum == nil ? 0 : 1) | (type.isShared ? 2 : 0)
        | (type.addressType == .i64 ? 4 : 0) | (hasCustomPages ? 8 : 0))
    limits(type.limits)
    if hasCustomPages { unsigned(UInt32(type.pageSizeLog2)) }
  }

  private mutating func limits(_ limits: SizeLimits) {
    unsigned(limits.minimum)
    if let maximum = limits.maximum { unsigned(maximum) }
  }

  mutating func externalType(_ type: ExternalTypeReference) {
    byte(type.kind.rawValue)
    switch type {
    case .function(let index): unsigned(index)
    case .table(let type): tableType(type)
    case .memory(let type): memoryType(type)
    case .global(let type): globalType(type)
    case .tag(let index):
      byte(0)
      unsigned(index)
    }
  }
}
