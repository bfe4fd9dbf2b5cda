/// Locals and globals.
///
/// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#variable-instructions
extension FunctionValidator {
  /// Lays out the locals of the function.
  mutating func setLocals(
    parameters: TypeList, runs: [ModuleStructure.LocalRun]
  ) throws(ModuleError) {
    var total = parameters.length
    for run in runs {
      try check(run.type)
      total += Int(run.count)
      guard total <= context.limits.locals else {
        throw reader.exceeded("locals", total, limit: context.limits.locals)
      }
    }
    var single = parameters.start
    let codeSize = reader.remaining
    if parameters.count == TypeList.single {
      withUnsafePointer(to: &single) {
        locals.replace(
          parameters: UnsafeBufferPointer(start: $0, count: 1), declared: runs,
          codeSize: codeSize)
      }
    } else {
      locals.replace(
        parameters: UnsafeBufferPointer(start: types(parameters), count: Int(parameters.count)),
        declared: runs, codeSize: codeSize)
    }
  }

  @inline(__always)
  private mutating func local() throws(ModuleError) -> (index: UInt32, type: UInt32) {
    let index = try reader.u32()
    guard let type = locals.type(index) else { throw invalid("unknown local \(index)") }
    return (index, type)
  }

  @inline(__always)
  mutating func localGet() throws(ModuleError) {
    let local = try local()
    if locals.needsSetting && !locals.isReadable(local.index, local.type) {
      throw invalid("uninitialized local \(local.index)")
    }
    try push(local.type)
  }

  @inline(__always)
  mutating func localSet() throws(ModuleError) {
    let local = try local()
    try pop(local.type)
    if locals.needsSetting { locals.set(local.index) }
  }

  @inline(__always)
  mutating func localTee() throws(ModuleError) {
    let local = try local()
    try pop(local.type)
    if locals.needsSetting { locals.set(local.index) }
    try push(local.type)
  }

  @inline(__always)
  mutating func globalGet() throws(ModuleError) {
    let index = try reader.u32()
    guard index < globalCount else { throw invalid("unknown global \(index)") }
    let global = context.globals[Int(index)]
    if isConstant && global.isMutable { throw notConstant() }
    try push(global.type)
  }

  @inline(__always)
  mutating func globalSet() throws(ModuleError) {
    let index = try reader.u32()
    guard index < globalCount else { throw invalid("unknown global \(index)") }
    let global = context.globals[Int(index)]
    guard global.isMutable else { throw invalid("immutable global") }
    try pop(global.type)
  }
}
