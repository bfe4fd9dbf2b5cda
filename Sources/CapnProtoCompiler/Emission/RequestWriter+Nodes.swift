import CapnProto

extension RequestWriter {
  func write(_ node: NodeDescription, to target: StructBuilder) {
    target.set(0, node.id)
    target.pointer(0).setText(node.displayName)
    target.set(2, UInt32(clamping: node.prefixLength))
    target.set(2, node.scopeID)
    target.setBool(288, node.isGeneric)
    if !node.parameters.isEmpty { writeNames(node.parameters, to: target.pointer(5)) }
    if let nested = node.nested {
      let list = target.pointer(1).initStructList(
        RequestWriter.wordAndPointer, count: nested.count)
      for (index, entry) in nested.enumerated() {
        list.structure(index).set(0, entry.id)
        list.structure(index).pointer(0).setText(entry.name)
      }
    }
    write(node.annotations, to: target.pointer(2))
    switch node.body {
    case .file: target.set(6, UInt16(0))
    case .structure(let structure): write(structure, to: target)
    case .enumeration(let enumerants): write(enumerants, to: target)
    case .interface(let methods, let superclasses): write(methods, superclasses, to: target)
    case .constant(let type, let cell):
      target.set(6, UInt16(4))
      write(type, to: target.pointer(3).initStruct(RequestWriter.typeSize))
      write(cell.value, to: target.pointer(4).initStruct(RequestWriter.valueSize))
    case .annotation(let type, let targets):
      target.set(6, UInt16(5))
      write(type, to: target.pointer(3).initStruct(RequestWriter.typeSize))
      target.set(7, targets.rawValue)
    }
  }

  private func write(_ structure: StructDescription, to target: StructBuilder) {
    target.set(6, UInt16(1))
    target.set(7, UInt16(clamping: structure.dataWords))
    target.set(12, UInt16(clamping: structure.pointers))
    // Lists of structs are always written as such.
    target.set(13, UInt16(7))
    target.setBool(224, structure.isGroup)
    target.set(15, UInt16(clamping: structure.discriminantCount))
    target.set(8, UInt32(clamping: structure.discriminantOffset))
    guard !structure.fields.isEmpty else { return }
    let list = target.pointer(3).initStructList(
      RequestWriter.fieldSize, count: structure.fields.count)
    for (index, field) in structure.fields.enumerated() {
      write(field, to: list.structure(index))
    }
  }

  private func write(_ field: FieldDescription, to target: StructBuilder) {
    target.pointer(0).setText(field.name)
    target.set(0, UInt16(clamping: field.codeOrder))
    target.set(1, field.discriminant, default: FieldDescription.noDiscriminant)
    write(field.annotations, to: target.pointer(1))
    switch field.kind {
    case .slot(let offset, let type, let cell, let isExplicit):
      target.set(4, UInt16(0))
      target.set(1, UInt32(clamping: offset))
      write(type, to: target.pointer(2).initStruct(RequestWriter.typeSize))
      write(cell.value, to: target.pointer(3).initStruct(RequestWriter.valueSize))
      target.setBool(128, isExplicit)
    case .group(let id):
      target.set(4, UInt16(1))
      target.set(2, id)
    }
    if let ordinal = field.ordinal {
      target.set(5, UInt16(1))
      target.set(6, ordinal)
    }
  }

  private func write(_ enumerants: [EnumerantDescription], to target: StructBuilder) {
    target.set(6, UInt16(2))
    let list = target.pointer(3).initStructList(
      RequestWriter.wordAndTwoPointers, count: enumerants.count)
    for (index, enumerant) in enumerants.enumerated() {
      let target = list.structure(index)
      target.pointer(0).setText(enumerant.name)
      target.set(0, UInt16(clamping: enumerant.codeOrder))
      write(enumerant.annotations, to: target.pointer(1))
    }
  }

  private func write(
    _ methods: [MethodDescription], _ superclasses: [SuperclassDescription],
    to target: StructBuilder
  ) {
    target.set(6, UInt16(3))
    let list = target.pointer(3).initStructList(RequestWriter.methodSize, count: methods.count)
    for (index, method) in methods.enumerated() {
      let target = list.structure(index)
      target.pointer(0).setText(method.name)
      target.set(0, UInt16(clamping: method.codeOrder))
      target.set(1, method.parameters.id)
      write(method.parameters.brand, to: target.pointer(2))
      target.set(2, method.results.id)
      write(method.results.brand, to: target.pointer(3))
      write(method.annotations, to: target.pointer(1))
      writeNames(method.implicitParameters, to: target.pointer(4))
    }
    let parents = target.pointer(4).initStructList(
      RequestWriter.wordAndPointer, count: superclasses.count)
    for (index, superclass) in superclasses.enumerated() {
      parents.structure(index).set(0, superclass.id)
      write(superclass.brand, to: parents.structure(index).pointer(0))
    }
  }

  private func write(_ annotations: [AnnotationDescription], to target: AnyPointerBuilder) {
    guard !annotations.isEmpty else { return }
    let list = target.initStructList(RequestWriter.wordAndTwoPointers, count: annotations.count)
    for (index, annotation) in annotations.enumerated() {
      let target = list.structure(index)
      target.set(0, annotation.id)
      write(annotation.value.value, to: target.pointer(0).initStruct(RequestWriter.valueSize))
      // The standard tool writes a brand here even if it is empty.
      let brand = target.pointer(1).initStruct(RequestWriter.onePointer)
      write(annotation.brand.scopes, to: brand.pointer(0))
    }
  }
}
