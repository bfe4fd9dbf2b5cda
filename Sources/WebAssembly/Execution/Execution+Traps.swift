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
      context.pointee.fuel += Int64(entry.stretchCost - entry.cost)
    }
    if trap.backtrace.frames.isEmpty { trap.backtrace = backtrace() }
    return trap
  }

  private func position(_ code: Code, _ module: Module) -> PositionMap.Entry? {
    guard let (index, offset) = CodeRanges(module).function(at: code) else { return nil }
    return module.positions(index).entry(at: offset)
  }

  /// The frames from the running function out to the one the host called.
  func backtrace() -> Backtrace {
    var backtrace = Backtrace()
    let kept = 32
    var first: [Backtrace.Frame] = []
    var last: [Backtrace.Frame] = []
    var total = 0
    var code = context.pointee.code
    var frame = context.pointee.frame
    var instance = context.pointee.instance
    var crossing = crossings.count
    var ranges: [ObjectIdentifier: CodeRanges] = [:]
    var pending: [(Module, Int, Int)] = []
    while true {
      let module = instance.pointee.storage.takeUnretainedValue().module
      let key = ObjectIdentifier(module)
      if ranges[key] == nil { ranges[key] = CodeRanges(module) }
      guard let (index, offset) = ranges[key]?.function(at: code) else { break }
      total += 1
      pending.append((module, index, offset))
      if pending.count > 2 * kept { pending.remove(at: kept) }
      let link = frame + Int(module.shape.records[index].linkOffset)
      let next = link.load(as: Code.self)
      if next == StaticCode.finish { break }
      if next == StaticCode.restore {
        crossing -= 1
        guard crossing >= 0 else { break }
        instance = crossings[crossing].instance
        code = crossings[crossing].code - 1
        frame = crossings[crossing].frame
      } else {
        code = next - 1
        frame = link.load(fromByteOffset: 8, as: Frame.self)
      }
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

/// The translated functions of a module by address.
struct CodeRanges {
  private var entries: [(start: UInt, byteCount: Int, index: Int)] = []

  init(_ module: Module) {
    for index in module.structure.bodies.indices {
      let record = module.shape.records + index
      if record.isTranslated {
        let code = record.pointee.code
        entries.append((UInt(bitPattern: code), CodeBuffer.byteCount(of: code), index))
      }
    }
    entries.sort { $0.start < $1.start }
  }

  /// The function a code address lies in, and the offset in it.
  func function(at code: Code) -> (index: Int, offset: Int)? {
    let address = UInt(bitPattern: code)
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].start <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let entry = entries[low - 1]
    let offset = Int(address - entry.start)
    return offset < entry.byteCount ? (entry.index, offset) : nil
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
