/// What a trap tells.
extension Execution {
  func trap(_ code: Trap.Code) -> Trap { trap(Trap(code)) }

  /// Gives an error a backtrace and takes back the fuel of operators that did not run.
  func trap(_ error: any Error) -> Trap {
    var trap = error as? Trap ?? Trap(.hostError, cause: error)
    let module = context.pointee.instance.pointee.storage.takeUnretainedValue().module
    if module.configuration.isMetered, let entry = position(context.pointee.code, module),
      entry.stretchCost > entry.cost
    {
      let unused = Int64(entry.stretchCost - entry.cost)
      context.pointee.fuel = context.pointee.fuel + unused
    }
    if trap.backtrace.frames.isEmpty && !(error is any GuestEnding) {
      trap.backtrace = backtrace()
    }
    return trap
  }

  private func position(_ code: Code, _ module: Module) -> PositionMap.Entry? {
    guard let place = module.shape.codeMap.place(of: code) else { return nil }
    return module.positions(place.index).entry(at: place.offset)
  }

  /// The frames from the running function out to the one the host called.
  func backtrace() -> Backtrace {
    var backtrace = Backtrace()
    let kept = 32
    var first: [Backtrace.Frame] = []
    var last: [Backtrace.Frame] = []
    var total = 0
    var pending: [(Module, Int, Int)] = []
    var walk = FrameWalk(self)
    while let place = walk.place {
      total += 1
      pending.append((walk.module, place.index, place.offset))
      if pending.count > 2 * kept { pending.remove(at: kept) }
      if !walk.goOut(of: place) { break }
    }
    var maps: [UInt: PositionMap] = [:]
    var names: [ObjectIdentifier: NameSection] = [:]
    for (position, (module, index, offset)) in pending.enumerated() {
      let key = UInt(bitPattern: module.shape.records + index)
      let map = maps[key] ?? module.positions(index)
      maps[key] = map
      let section = names[ObjectIdentifier(module)] ?? module.names
      names[ObjectIdentifier(module)] = section
      let described = module.describe(
        index, offset: map.entry(at: offset)?.operator, names: section)
      if position < kept { first.append(described) } else { last.append(described) }
    }
    backtrace.frames = first + last
    backtrace.omittedAfter = first.count
    backtrace.omittedFrameCount = total - pending.count
    return backtrace
  }
}

extension Module {
  /// A backtrace frame of a defined function.
  func describe(_ index: Int, offset: Int?, names: NameSection) -> Backtrace.Frame {
    let function = UInt32(truncatingIfNeeded: structure.importedFunctionCount + index)
    let exported = structure.exports.first { $0.kind == .function && $0.index == function }?.name
    return Backtrace.Frame(
      functionIndex: function, functionName: names.function(function) ?? exported,
      moduleName: names.moduleName, offset: offset)
  }
}
