import Testing
import WebAssembly

/// Translated code stays in proportion to the body, also where somebody tries to make it grow.
///
/// Counts are compared at two sizes: four times the body may take four times the code, and a
/// constant more.
@Suite struct TranslationSizeTests {
  /// A way to be nasty, by how much of it.
  struct Shape: CustomTestStringConvertible, Sendable {
    let name: String
    let build: @Sendable (Int) -> ModuleBuilder
    var testDescription: String { name }
  }

  private static func function(
    locals: [(count: UInt32, type: ValueType)] = [], _ code: Code
  ) -> ModuleBuilder {
    var builder = ModuleBuilder()
    builder.memories.append([0x00, 0x01])
    builder.function(export: "f", [.i32], [], locals: locals, code)
    return builder
  }

  static let shapes: [Shape] = [
    Shape(name: "deep blocks, a branch out of each") { count in
      let open: Code = Code().raw([0x02, 0x40]).localGet(0).op(.brIf, 0) * count
      let close: Code = Code().op(.end) * count
      return function(open + close)
    },
    Shape(name: "deep blocks, branches to the outermost") { count in
      var code = Code()
      for depth in 0..<count {
        code = code + Code().raw([0x02, 0x40]).localGet(0).op(.brIf, UInt32(depth))
      }
      let close: Code = Code().op(.end) * count
      return function(code + close)
    },
    Shape(name: "deep ifs with else") { count in
      let open: Code = (Code().localGet(0).raw([0x04, 0x40])) * count
      let close: Code = Code().raw([0x05, 0x0B]) * count
      return function(open + close)
    },
    Shape(name: "deep loops") { count in
      let open: Code = Code().raw([0x03, 0x40]).localGet(0).op(.brIf, 0) * count
      let close: Code = Code().op(.end) * count
      return function(open + close)
    },
    Shape(name: "giant br_table") { count in
      let blocks = 30
      let targets = (0...count).map { UInt32($0 % blocks) }
      let open: Code = Code().raw([0x02, 0x40]) * blocks
      let close: Code = Code().op(.end) * blocks
      return function(open + Code().localGet(0).brTable(targets) + close)
    },
    Shape(name: "br_tables whose targets carry values") { count in
      let targets = [UInt32](repeating: 0, count: 20)
      let inner = Code().localGet(0).localGet(0).brTable(targets)
      let one: Code = Code().raw([0x02, 0x7F]) + inner + Code().op(.end).drop()
      return function(one * count)
    },
    Shape(name: "many locals, all read and written late") { count in
      var code = Code()
      for number in 0..<count {
        code = code + Code().localGet(0).localSet(UInt32(1 + number * (99_000 / count)))
      }
      return function(locals: [(99_999, .i32)], code)
    },
    Shape(name: "operands kept while their locals change") { count in
      let pushes = Code().localGet(0) * count
      let change = Code().localGet(0).i32(1).op(.i32Add).localSet(0)
      let drops: Code = Code().drop() * count
      let changes: Code = change * count
      return function(pushes + change + drops + changes)
    },
    Shape(name: "values carried through branches") { count in
      let many = [ValueType](repeating: .i64, count: 100)
      var builder = ModuleBuilder()
      let type = builder.type(many, many)
      let body: Code = (Code().localGet(0).op(.brIf, 0)) * count
      let pushes: Code = Code().op(.i64Const).raw([0]) * 100
      let block: Code = Code().block(.block, .index(type), body)
      let drops: Code = Code().drop() * 100
      builder.function(export: "f", [.i32], [], pushes + block + drops)
      return builder
    },
    Shape(name: "tries within tries") { count in
      let open: Code = Code().raw([0x1F, 0x40, 1, 2, 0]) * count
      let close: Code = Code().op(.end) * count
      return function(open + close)
    },
    Shape(name: "unreachable code") { count in
      let dead: Code = Code().op(.i32Add).drop() * count
      return function(Code().op(.unreachable) + dead)
    },
    Shape(name: "shuffles of far vectors") { count in
      let shuffle = Code().localGet(9_000).localGet(9_001).op(.i8x16Shuffle)
        .raw((0..<16).map { UInt8($0 * 2) }).localSet(9_002)
      return function(locals: [(10_000, .v128)], shuffle * count)
    },
  ]

  @Test(arguments: shapes) func codeIsLinear(shape: Shape) throws {
    func size(_ count: Int) throws -> (body: Int, code: Int) {
      let module = try Module(bytes: shape.build(count).bytes)
      try module.translateAll()
      return (module.structure.bodies[0].code.count, module.translatedCodeSize)
    }
    let (small, large) = (try size(200), try size(1600))
    #expect(large.code <= small.code * 9, "\(small), \(large)")
    // Words of eight bytes per byte of the body, above what a frame of many locals takes once.
    #expect(large.code <= 8 * 30 * large.body + 20_000, "\(large)")
  }

  @Test func workIsLinearToo() throws {
    // Quadratic work shows as an absurd number of operators before time does: these take seconds
    // where work grows with the square, and milliseconds where it does not. The suite's limit is
    // what fails.
    for shape in Self.shapes {
      let count = shape.name.contains("deep") || shape.name.contains("tries") ? 15_000 : 30_000
      let isWide = shape.name.contains("carried") || shape.name.contains("shuffles")
      let module = try Module(bytes: shape.build(isWide ? 2_000 : count).bytes)
      try module.translateAll()
      #expect(module.translatedCodeSize > 0)
    }
  }
}
