/// Makes modules that are nearly those of the generator: a few bytes are changed, in a way that
/// leaves the sizes of sections as they are.
package enum ModuleMutator {
  /// The mutant of a seed.
  ///
  /// - Parameter seed: of the module and of what is changed.
  /// - Returns: the module, most often an invalid one.
  package static func module(seed: UInt64) -> [UInt8] {
    var choice = ModuleShapeChoice(featureSeed: seed)
    choice.operators = 20
    var bytes = ModuleGenerator.module(seed: seed, choice: choice)
    var random = Randomness(seed: seed ^ 0x5EED)
    for _ in 0...random.below(3) {
      let at = 8 + random.below(bytes.count - 8)
      switch random.below(5) {
      case 0: bytes[at] ^= 1 << UInt8(random.below(8))
      case 1: bytes[at] &+= random.chance(2) ? 1 : 255
      case 2: bytes[at] = bytes[8 + random.below(bytes.count - 8)]
      case 3: bytes[at] = random.pick([0, 1, 0x40, 0x70, 0x7F, 0x80, 0xFB, 0xFD, 0xFF])
      default: bytes.swapAt(at, 8 + random.below(bytes.count - 8))
      }
    }
    return bytes
  }
}
