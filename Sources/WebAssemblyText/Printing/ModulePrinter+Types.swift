internal import WebAssembly

/// Types.
///
/// Specification: https://webassembly.github.io/spec/core/text/types.html
extension ModulePrinter {
  mutating func types() {
    for group in module.recursionGroups {
      if group.count != 1 { out.open("rec") }
      for index in group { type(index) }
      if group.count != 1 { out.close() }
    }
  }

  private mutating func type(_ index: Int) {
    let type = module.types[index]
    let number = UInt32(truncatingIfNeeded: index)
    out.open("type")
    bind(.type, number)
    let isPlain = type.isFinal && type.supertypes.isEmpty
    if !isPlain {
      out.text(type.isFinal ? " (sub final" : " (sub")
      for supertype in type.supertypes { out.text(" " + names[.type].reference(supertype)) }
    }
    composite(type.composite, number)
    if !isPlain { out.text(")") }
    out.close()
  }

  private mutating func composite(_ type: CompositeType, _ index: UInt32) {
    switch type {
    case .function(let function):
      out.text(" (func")
      list(" (param", function.parameters)
      list(" (result", function.results)
    case .array(let element):
      out.text(" (array ")
      field(element)
    case .structure(let fields):
      out.text(" (struct")
      let names = names.inside(.field, index, count: fields.count)
      for (position, field) in fields.enumerated() {
        out.text(" (field" + names.binding(UInt32(truncatingIfNeeded: position)) + " ")
        self.field(field)
        out.text(")")
      }
    }
    out.text(")")
  }

  private mutating func field(_ field: FieldType) {
    if field.isMutable { out.text("(mut ") }
    switch field.storage {
    case .i8: out.text("i8")
    case .i16: out.text("i16")
    case .value(let type): value(type)
    }
    if field.isMutable { out.text(")") }
  }

  /// Writes `(param …)`, `(result …)` or `(local …)`, unless there is nothing to say.
  mutating func list(_ word: StaticString, _ types: [ValueType]) {
    if types.isEmpty { return }
    out.text(word)
    for type in types {
      out.text(" ")
      value(type)
    }
    out.text(")")
  }

  mutating func value(_ type: ValueType) {
    guard let index = type.heapType?.typeIndex else { return out.text(type.description) }
    out.text(type.isNullable ? "(ref null " : "(ref ")
    out.text(names[.type].reference(index))
    out.text(")")
  }

  mutating func heap(_ type: HeapType) {
    out.text(type.typeIndex.map(names[.type].reference) ?? type.description)
  }

  /// Writes `(type i)` and, where it is a function type, its parameters and results.
  ///
  /// - Parameter locals: the names of the parameters.
  mutating func typeUse(_ index: UInt32, locals: PrintedNames.Space = .init()) {
    out.text(" (type \(names[.type].reference(index)))")
    guard Int(index) < module.types.count, let type = module.types[Int(index)].function else {
      return
    }
    if locals.isEmpty {
      list(" (param", type.parameters)
    } else {
      for (position, parameter) in type.parameters.enumerated() {
        out.text(" (param" + locals.binding(UInt32(truncatingIfNeeded: position)) + " ")
        value(parameter)
        out.text(")")
      }
    }
    list(" (result", type.results)
  }
}
