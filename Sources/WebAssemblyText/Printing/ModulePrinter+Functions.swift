internal import WebAssembly

/// Functions.
extension ModulePrinter {
  /// Writes the function with a body.
  mutating func function(_ number: Int) throws(ModuleError) {
    let index = module.importedFunctionCount + number
    guard index < module.functions.count else { return }
    let body = module.bodies[number]
    let typeIndex = module.functions[index]
    let type = Int(typeIndex) < module.types.count ? module.types[Int(typeIndex)].function : nil
    let parameterCount = type?.parameters.count ?? 0
    let localCount = body.locals.reduce(parameterCount) { $0 + Int($1.count) }
    let functionIndex = UInt32(truncatingIfNeeded: index)
    let locals = names.inside(.local, functionIndex, count: localCount)
    out.open("func")
    bind(.function, functionIndex)
    typeUse(typeIndex, locals: locals)
    self.locals(body.locals, from: parameterCount, locals)
    try code(body.code, functionIndex: functionIndex, locals: locals)
    out.close()
    try checkLength()
  }

  private mutating func locals(
    _ runs: [ModuleStructure.LocalRun], from first: Int, _ names: PrintedNames.Space
  ) {
    var index = UInt32(truncatingIfNeeded: first)
    for run in runs where run.count > 0 {
      out.line()
      if names.isEmpty {
        list("(local", Array(repeating: run.type, count: Int(run.count)))
        continue
      }
      for position in 0..<run.count {
        out.text(position == 0 ? "(local" : " (local")
        out.text(names.binding(index) + " ")
        value(run.type)
        out.text(")")
        index += 1
      }
    }
  }
}
