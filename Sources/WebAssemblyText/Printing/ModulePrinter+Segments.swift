internal import WebAssembly

/// Element and data segments.
extension ModulePrinter {
  mutating func elements() throws(ModuleError) {
    for (number, segment) in module.elementSegments.enumerated() {
      out.open("elem")
      bind(.element, UInt32(truncatingIfNeeded: number))
      switch segment.mode {
      case .passive: break
      case .declarative: out.text(" declare")
      case .active(let table, let offset):
        out.text(" (table \(names[.table].reference(table)))")
        try self.offset(offset)
      }
      switch segment.items {
      case .functions(let functions):
        out.text(" func")
        for function in functions { out.text(" " + names[.function].reference(function)) }
      case .expressions(let expressions):
        out.text(" ")
        value(segment.type)
        for expression in expressions {
          out.text(" (item")
          try constant(expression)
          out.text(")")
        }
      }
      out.close()
      try checkLength()
    }
  }

  mutating func data() throws(ModuleError) {
    for (number, segment) in module.dataSegments.enumerated() {
      out.open("data")
      bind(.data, UInt32(truncatingIfNeeded: number))
      if case .active(let memory, let offset) = segment.mode {
        if memory != 0 { out.text(" (memory \(names[.memory].reference(memory)))") }
        try self.offset(offset)
      }
      out.text(" ")
      out.quoted(module.bytes[segment.range], isText: false)
      out.close()
      try checkLength()
    }
  }

  private mutating func offset(
    _ expression: ModuleStructure.ConstantExpression
  ) throws(ModuleError) {
    out.text(" (offset")
    try constant(expression)
    out.text(")")
  }
}
