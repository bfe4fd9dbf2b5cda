/// The largest module that is accepted, by what it costs to hold and to check one.
///
/// Where nothing else is said the defaults are those that browsers agreed on, so a module that
/// runs there is accepted here.
///
/// Specification: https://webassembly.github.io/spec/js-api/index.html#limits
public struct ModuleLimits: Hashable, Sendable {
  /// Bytes of a module. A quarter of what browsers take: a module is held in memory as a whole,
  /// and the largest real ones known to us have 30 to 60 MB.
  public var moduleSize = 256 << 20
  /// Sections, custom ones included: bounds the list that `inspect` shows. Real modules have tens.
  public var sections = 100_000
  /// Types in the type section. A tenth of what browsers take: a type of five bytes takes some 400
  /// in memory, and programs with garbage collection have tens of thousands.
  public var types = 100_000
  /// Types in one recursion group.
  public var recursionGroupSize = 100_000
  /// The length of a chain of supertypes; subtype checks look into a table of this depth.
  public var subtypingDepth = 63
  /// Fields of a structure type.
  public var structureFields = 10_000
  /// Parameters of a function or block type: bounds the work of one call operator.
  public var parameters = 1_000
  /// Results of a function or block type: bounds the work of one call operator.
  public var results = 1_000
  /// Imports. A tenth of what browsers take: one of four bytes takes some 80 in memory.
  public var imports = 100_000
  /// Exports.
  public var exports = 1_000_000
  /// Functions the module defines.
  public var functions = 1_000_000
  /// Tables, imported ones included.
  public var tables = 100_000
  /// Memories, imported ones included.
  public var memories = 100
  /// Globals the module defines.
  public var globals = 1_000_000
  /// Tags the module defines.
  public var tags = 1_000_000
  /// Element segments. As many as data segments; browsers take more, nobody has them.
  public var elementSegments = 100_000
  /// Elements of one segment.
  public var elementsPerSegment = 10_000_000
  /// Data segments.
  public var dataSegments = 100_000
  /// Bytes of one function body.
  public var functionBodySize = 7_654_321
  /// Bytes of translated code of all functions together: several times what the largest real
  /// modules known to us come to, should all of their functions be called.
  public var translatedCodeSize = 1 << 30
  /// Locals of one function, parameters included. Browsers take 50,000; what a call of such a
  /// function must clear is the reason for not going far beyond.
  public var locals = 100_000
  /// Blocks inside each other in one function. No code here recurses; the limit bounds the memory
  /// that validation and translation take.
  public var blockNesting = 50_000
  /// Operands on the stack of one function at once. Calls push up to ``results`` with two bytes of
  /// code; real functions stay below a few thousand.
  public var operands = 1_000_000
  /// Elements that one `array.new_fixed` takes from the stack.
  public var fixedArrayElements = 10_000
  /// Labels of one `br_table`.
  public var branchTableLabels = 7_654_321
  /// Bytes of an import or export name.
  public var nameSize = 100_000

  /// The defaults.
  public init() {}
}
