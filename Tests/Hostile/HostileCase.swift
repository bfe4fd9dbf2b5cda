import EngineTesting

/// One hostile input, made from a seed: bytes that claim to be a module, and how to run them.
struct HostileCase {
  /// What the input tries.
  enum Kind: CaseIterable {
    case truncated, mutatedProgram, mutatedModule, absurdCount, nesting, branchTable, hugeLocals
    case manyResults, hugeLimits, badPointers, endlessLoop, endlessRecursion, endlessGrowth
    case randomBytes, shuffledSections, valid
    case endlessObjects, endlessExceptions, edges, typeGraphs
  }

  /// Whether such a module has nothing wrong with it before it runs.
  var isValid: Bool {
    switch kind {
    case .valid, .endlessObjects, .endlessExceptions, .edges: true
    default: false
    }
  }

  let seed: UInt64
  let kind: Kind
  var random: Randomness
  var bytes: [UInt8] = []
  /// Whether its endless loop is to be ended by an interrupt rather than by fuel.
  var isMetered = true

  /// The case of a file: a fault seen once.
  init(bytes: [UInt8]) {
    seed = 0
    kind = .mutatedModule
    random = Randomness(seed: 0)
    self.bytes = bytes
  }

  /// Makes the case of a seed.
  ///
  /// - Parameter programs: real programs to cut and mutate.
  init(seed: UInt64, programs: [[UInt8]]) {
    self.seed = seed
    kind = Kind.allCases[Int(seed % UInt64(Kind.allCases.count))]
    random = Randomness(seed: seed)
    bytes = make(programs)
  }

  private mutating func make(_ programs: [[UInt8]]) -> [UInt8] {
    switch kind {
    case .truncated:
      let whole = random.chance(2) ? generated() : random.pick(programs)
      return Array(whole.prefix(random.below(whole.count)))
    case .mutatedProgram: return mutated(random.pick(programs))
    case .mutatedModule: return mutated(generated())
    case .absurdCount: return absurdCount()
    case .nesting: return nesting()
    case .branchTable: return branchTable()
    case .hugeLocals: return hugeLocals()
    case .manyResults: return manyResults()
    case .hugeLimits: return hugeLimits()
    case .badPointers: return badPointers()
    case .endlessLoop:
      isMetered = random.chance(2)
      return endlessLoop()
    case .endlessRecursion: return endlessRecursion()
    case .endlessGrowth: return endlessGrowth()
    case .randomBytes: return randomBytes()
    case .shuffledSections: return shuffledSections()
    case .valid: return generated()
    case .endlessObjects: return endlessObjects()
    case .endlessExceptions: return endlessExceptions()
    case .edges: return edges()
    case .typeGraphs: return typeGraphs()
    }
  }

  mutating func generated() -> [UInt8] {
    // Half of them use vectors, objects, exceptions, wide addresses and the like.
    var choice = random.chance(2) ? ModuleShapeChoice() : ModuleShapeChoice(featureSeed: seed)
    choice.operators = 10 + random.below(300)
    return ModuleGenerator.module(seed: random.next(), choice: choice)
  }

  /// Changes a few bytes, mostly to values that mean something.
  private mutating func mutated(_ original: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0..<1 + random.below(8) where !bytes.isEmpty {
      let position = random.below(bytes.count)
      switch random.below(6) {
      case 0: bytes[position] ^= 1 << UInt8(random.below(8))
      case 1: bytes[position] = random.pick([0x00, 0x0B, 0x7F, 0x80, 0xFF, 0x40, 0x70, 0xFC])
      case 2: bytes.remove(at: position)
      case 3: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: position)
      case 4:
        let end = min(bytes.count, position + random.below(64))
        bytes.replaceSubrange(position..<end, with: bytes[position..<end].reversed())
      default: bytes[position] = UInt8(truncatingIfNeeded: random.next())
      }
    }
    return bytes
  }

  private mutating func randomBytes() -> [UInt8] {
    let header = Array(ModuleBytes().bytes)
    return header + (0..<random.below(2000)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }

  /// The sections of a module: header offsets and ends.
  private func sections(_ bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var position = 8
    while position < bytes.count {
      let start = position
      var size = 0
      var shift = 0
      position += 1
      while position < bytes.count, shift < 35 {
        let byte = bytes[position]
        position += 1
        size |= Int(byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { break }
      }
      position = min(bytes.count, position + size)
      ranges.append(start..<position)
    }
    return ranges
  }

  private mutating func shuffledSections() -> [UInt8] {
    let whole = generated()
    var parts = sections(whole).map { Array(whole[$0]) }
    switch random.below(3) {
    case 0: parts.shuffle(using: &random)
    case 1: parts.append(random.pick(parts))
    default: parts.remove(at: random.below(parts.count))
    }
    return Array(whole.prefix(8)) + parts.joined()
  }

  /// Puts an absurd count in the place of a section's own.
  private mutating func absurdCount() -> [UInt8] {
    let whole = generated()
    let ranges = sections(whole)
    let chosen = random.pick(ranges)
    var bytes = Array(whole.prefix(8))
    for range in ranges {
      guard range == chosen, range.count > 3 else {
        bytes += whole[range]
        continue
      }
      let content = Array(whole[range].dropFirst(3))
      let count: UInt64 = random.pick([
        0xFFFF_FFFF, 0x7FFF_FFFF, 0x1000_0000, 10_000_000, 1_000_000, 65_536, 1 << 35, 1 << 63,
      ])
      let payload = ModuleBytes.unsigned(count) + content
      let size = random.chance(4) ? 0xFFFF_FFFF : payload.count
      bytes += [whole[range.lowerBound]] + ModuleBytes.unsigned(size) + payload
    }
    return bytes
  }
}
