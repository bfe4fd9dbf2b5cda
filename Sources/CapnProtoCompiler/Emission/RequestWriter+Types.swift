import CapnProto

extension RequestWriter {
  func write(_ type: TypeDescription, to target: StructBuilder) {
    target.set(0, type.tag)
    switch type {
    case .list(let element):
      write(element, to: target.pointer(0).initStruct(RequestWriter.typeSize))
    case .enumeration(let id, let brand), .structure(let id, let brand),
      .interface(let id, let brand):
      target.set(1, id)
      write(brand, to: target.pointer(0))
    case .anyStruct: target.set(5, UInt16(1))
    case .anyList: target.set(5, UInt16(2))
    case .capability: target.set(5, UInt16(3))
    case .parameter(let scope, let index):
      target.set(4, UInt16(1))
      target.set(5, index)
      target.set(2, scope)
    case .implicitParameter(let index):
      target.set(4, UInt16(2))
      target.set(5, index)
    default: break
    }
  }

  func write(_ brand: BrandDescription, to target: AnyPointerBuilder) {
    guard !brand.scopes.isEmpty else { return }
    write(brand.scopes, to: target.initStruct(RequestWriter.onePointer).pointer(0))
  }

  func write(_ scopes: [BrandDescription.Scope], to target: AnyPointerBuilder) {
    guard !scopes.isEmpty else { return }
    let list = target.initStructList(
      StructSize(dataWords: 2, pointerCount: 1), count: scopes.count)
    for (index, scope) in scopes.enumerated() {
      let target = list.structure(index)
      target.set(0, scope.id)
      guard let types = scope.bindings else {
        target.set(4, UInt16(1))
        continue
      }
      let bindings = target.pointer(0).initStructList(
        RequestWriter.wordAndPointer, count: types.count)
      for (index, type) in types.enumerated() {
        let binding = bindings.structure(index)
        binding.set(0, UInt16(1))
        write(type, to: binding.pointer(0).initStruct(RequestWriter.typeSize))
      }
    }
  }
}

extension TypeDescription {
  /// The number of the type in the unions of `Type` and `Value`.
  fileprivate var tag: UInt16 {
    switch self {
    case .void: 0
    case .bool: 1
    case .int8: 2
    case .int16: 3
    case .int32: 4
    case .int64: 5
    case .uint8: 6
    case .uint16: 7
    case .uint32: 8
    case .uint64: 9
    case .float32: 10
    case .float64: 11
    case .text: 12
    case .data: 13
    case .list: 14
    case .enumeration: 15
    case .structure: 16
    case .interface: 17
    case .anyPointer, .anyStruct, .anyList, .capability, .parameter, .implicitParameter: 18
    }
  }
}
