import WebAssembly

/// What kind of modules to generate.
package struct ModuleShapeChoice: Sendable {
  /// Operators per function, about.
  package var operators = 60
  /// Locals declared before those in use, so that slots lie beyond the reach of 16 bits.
  package var idleLocals = 0
  /// Whether to use what came after the first release and bulk operations: vectors, structures,
  /// arrays, casts, exceptions, typed references, more memories and tables, 64-bit addresses.
  package var hasFeatures = false
  /// Whether vector instructions may be used whose results the standard leaves open.
  package var hasRelaxedVectors = false
  /// Whether the program makes its own NaNs canonical, so that they are the same everywhere.
  package var canonicalizesNaNs = false

  package init() {}

  /// The choice of a module with all features that goes with a seed.
  package init(featureSeed seed: UInt64) {
    hasFeatures = true
    operators = 90
    hasRelaxedVectors = seed % 8 == 5
    canonicalizesNaNs = seed % 2 == 0
    switch seed % 16 {
    case 3: operators = 20
    case 10: operators = 200
    default: break
    }
  }

  /// The choice that goes with a seed: mostly small functions, some long, some with huge frames.
  package init(seed: UInt64) {
    switch seed % 16 {
    case 3: idleLocals = 8_150 + Int(seed / 16 % 64)
    case 7: idleLocals = 10_000 + Int(seed / 16 * 977 % 80_000)
    case 11: operators = 400
    case 13: operators = 20
    default: break
    }
  }
}

/// Makes modules that are valid by construction, from a seed.
///
/// Each has one memory, two tables, some globals, and functions `f0`, `f1`, … that call each other.
/// They need not terminate: run them with fuel.
package struct ModuleGenerator {
  var random: Randomness
  let choice: ModuleShapeChoice
  /// Function types, used for functions and for blocks.
  private(set) var types: [FunctionType] = []
  /// The type index of each function.
  private(set) var functions: [Int] = []
  private(set) var globals: [GlobalType] = []
  /// What there is beyond functions, numbers and one memory, if it is to be used.
  private(set) var features: FeatureTypes?
  static let tableCount = 2
  static let dataCount = 2
  static let elementCount = 2

  /// Makes the module of a seed.
  package static func module(
    seed: UInt64, choice: ModuleShapeChoice? = nil
  ) -> [UInt8] {
    var generator = ModuleGenerator(
      random: Randomness(seed: seed), choice: choice ?? ModuleShapeChoice(seed: seed))
    return generator.generate()
  }

  private init(random: Randomness, choice: ModuleShapeChoice) {
    self.random = random
    self.choice = choice
  }

  mutating func valueType() -> ValueType {
    if let features, random.chance(2) { return features.valueType(&random) }
    return numberOrFunction()
  }

  private mutating func numberOrFunction() -> ValueType {
    random.pick([.i32, .i32, .i32, .i64, .i64, .f32, .f64, .f64, .funcref])
  }

  private mutating func valueTypes(_ most: Int) -> [ValueType] {
    (0..<random.below(most + 1)).map { _ in valueType() }
  }

  private mutating func numbers(_ most: Int) -> [ValueType] {
    (0..<random.below(most + 1)).map { _ in random.pick([.i32, .i64, .f32, .f64]) }
  }

  private mutating func generate() -> [UInt8] {
    let hasLongType = random.chance(6)
    if choice.hasFeatures {
      let count = 7 + FeatureTypes.tagTypeCount + (hasLongType ? 1 : 0)
      features = FeatureTypes(functionTypeCount: count, &random)
    }
    types = [FunctionType(), FunctionType(parameters: [.i32], results: [.i32])]
    for position in 0..<5 {
      // Any engine's interface can pass numbers; some functions take and give nothing else.
      let numbers = choice.hasFeatures && position < 2
      types.append(
        FunctionType(
          parameters: numbers ? self.numbers(4) : valueTypes(4),
          results: numbers ? self.numbers(3) : valueTypes(3)))
    }
    if let features { types += features.tagTypes }
    if hasLongType {
      types.append(FunctionType(parameters: valueTypes(30), results: valueTypes(30)))
    }
    functions = (0..<3 + random.below(4)).map { _ in
      random.below(choice.hasFeatures && random.chance(2) ? 4 : types.count)
    }
    globals = (0..<5).map { _ in GlobalType(value: valueType(), isMutable: !random.chance(5)) }
    var bodies: [[UInt8]] = []
    for function in functions {
      var generator = FunctionGenerator(module: self, type: types[function])
      bodies.append(generator.generate())
      random = generator.random
    }
    return assemble(bodies)
  }

  private mutating func assemble(_ bodies: [[UInt8]]) -> [UInt8] {
    var module = ModuleBytes()
    if let features {
      // One recursive group, so that any type may name any other.
      module.section(
        1, [[0x4E] + ModuleBytes.vector(types.map { ModuleBytes.function($0) } + features.encoded)])
    } else {
      module.section(1, types.map { ModuleBytes.function($0) })
    }
    module.section(3, functions.map { ModuleBytes.unsigned($0) })
    module.section(
      4, [[0x70, 1, 12, 64], [0x70, 0, 9]] + (features == nil ? [] : FeatureTypes.tables))
    module.section(5, [[1, 2, 3]] + (features == nil ? [] : FeatureTypes.memories))
    if let features { module.section(13, features.tags) }
    let initial = globals.map { constant($0.value) }
    module.section(
      6,
      zip(globals, initial).map {
        ModuleBytes.type($0.value) + [$0.isMutable ? 1 : 0] + $1 + [0x0B]
      })
    var exports = functions.indices.map {
      ModuleBytes.name("f\($0)") + [0] + ModuleBytes.unsigned($0)
    }
    exports += globals.indices.map { ModuleBytes.name("g\($0)") + [3] + ModuleBytes.unsigned($0) }
    exports.append(ModuleBytes.name("memory") + [2, 0])
    if features != nil {
      exports += [ModuleBytes.name("m1") + [2, 1], ModuleBytes.name("m2") + [2, 2]]
      exports += [ModuleBytes.name("t2") + [1, 2], ModuleBytes.name("t3") + [1, 3]]
    }
    exports += (0..<ModuleGenerator.tableCount).map {
      ModuleBytes.name("t\($0)") + [1] + ModuleBytes.unsigned($0)
    }
    module.section(7, exports)
    let named = (0..<10).map { _ in ModuleBytes.unsigned(random.below(functions.count)) }
    module.section(
      9,
      [
        [0, 0x41, 0, 0x0B] + ModuleBytes.vector(named),
        [1, 0] + ModuleBytes.vector(named.reversed()),
      ])
    module.dataCount(ModuleGenerator.dataCount)
    module.section(10, bodies.map { ModuleBytes.unsigned($0.count) + $0 })
    let data = (0..<300).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    module.section(
      11,
      [
        [0, 0x41, 16, 0x0B] + ModuleBytes.unsigned(100) + data.prefix(100),
        [1] + ModuleBytes.unsigned(300) + data,
      ])
    return module.bytes
  }

  /// The operator that makes a constant.
  mutating func constant(_ type: ValueType) -> [UInt8] {
    let opcode: Opcode
    let immediate: [UInt8]
    switch type {
    case .i32:
      opcode = .i32Const
      immediate = ModuleBytes.signed(Int32(truncatingIfNeeded: random.interestingBits()))
    case .i64:
      opcode = .i64Const
      immediate = ModuleBytes.signed(Int64(bitPattern: random.interestingBits()))
    case .f32:
      opcode = .f32Const
      immediate = withUnsafeBytes(of: Float(random.interestingDouble()).bitPattern.littleEndian) {
        Array($0)
      }
    case .f64:
      opcode = .f64Const
      immediate = withUnsafeBytes(of: random.interestingDouble().bitPattern.littleEndian) {
        Array($0)
      }
    case .v128: return [0xFD, 12] + (0..<16).map { _ in vectorByte() }
    case .funcref:
      if random.chance(3) { return [0xD0, 0x70] }
      // Named by element segments or not, every function is declared by an export.
      return [0xD2] + ModuleBytes.unsigned(random.below(functions.count))
    default: return reference(type)
    }
    return ModuleBytes.opcode(opcode) + immediate
  }
}
