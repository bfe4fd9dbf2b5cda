/// Evaluates constant expressions, extended ones and those that make objects included.
///
/// Specification: https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions
struct ConstantEvaluator {
  let structure: ModuleStructure
  let storage: InstanceStorage
  private var heap: Heap { storage.store.heap }
  private var types: RuntimeTypes { storage.module.shape.runtimeTypes }

  init(structure: ModuleStructure, storage: InstanceStorage) {
    self.structure = structure
    self.storage = storage
  }

  /// The operands: as in a frame, 64 bits each, vectors two times that.
  private struct Stack {
    private var slots: [UInt64] = []

    mutating func push(_ value: UInt64) { slots.append(value) }
    mutating func pop() -> UInt64 { slots.popLast() ?? 0 }
    mutating func drop(_ count: Int) { slots.removeLast(min(count, slots.count)) }
    /// The newest slots.
    func newest(_ count: Int) -> ArraySlice<UInt64> { slots.suffix(count) }
    var all: [UInt64] { slots }
  }

  /// The value of a validated expression; a vector has two halves.
  ///
  /// - Throws: `Trap` when there is no room for an object.
  func evaluate(
    _ expression: ModuleStructure.ConstantExpression
  ) throws(Trap) -> (low: UInt64, high: UInt64) {
    let result = structure.bytes.withUnsafeBufferPointer { bytes in
      Result { () throws(Trap) in
        var stack = Stack()
        var cursor = CodeCursor(bytes, range: expression.range)
        while cursor.position < cursor.end, let opcode = Opcode(rawValue: cursor.rawOpcode()) {
          try step(opcode, &cursor, &stack)
        }
        let slots = stack.all
        return (slots.first ?? 0, slots.count > 1 ? slots[1] : 0)
      }
    }
    return try result.get()
  }

  private func step(
    _ opcode: Opcode, _ cursor: inout CodeCursor, _ stack: inout Stack
  ) throws(Trap) {
    func binary(_ operation: (UInt64, UInt64) -> UInt64) {
      let right = stack.pop()
      let left = stack.pop()
      stack.push(operation(left, right))
    }
    switch opcode {
    case .i32Const: stack.push(UInt64(UInt32(truncatingIfNeeded: cursor.signed())))
    case .i64Const: stack.push(UInt64(bitPattern: cursor.signed()))
    case .f32Const: stack.push(UInt64(cursor.fixed32()))
    case .f64Const: stack.push(cursor.fixed64())
    case .v128Const:
      stack.push(cursor.fixed64())
      stack.push(cursor.fixed64())
    case .globalGet:
      let index = Int(cursor.u32())
      let cell = storage.globals[index]
      stack.push(cell.load(as: UInt64.self))
      if structure.globals[index].value == .v128 {
        stack.push(cell.load(fromByteOffset: 8, as: UInt64.self))
      }
    case .refNull:
      _ = cursor.signed()
      stack.push(0)
    case .refFunc: stack.push(UInt64(UInt(bitPattern: storage.function(Int(cursor.u32())))))
    // The upper halves of 32-bit results are never looked at.
    case .i32Add, .i64Add: binary(&+)
    case .i32Sub, .i64Sub: binary(&-)
    case .i32Mul, .i64Mul: binary(&*)
    case .refI31: stack.push(UInt64(UInt32(truncatingIfNeeded: stack.pop()) << 1 | 1))
    case .structNew, .structNewDefault, .arrayNew, .arrayNewDefault, .arrayNewFixed:
      try makeObject(opcode, &cursor, &stack)
    // Conversions between `any` and `extern` leave references as they are.
    default: break
    }
  }

  private func makeObject(
    _ opcode: Opcode, _ cursor: inout CodeCursor, _ stack: inout Stack
  ) throws(Trap) {
    let type = types[cursor.u32()]
    let width = type.pointee.elementShift == 4 ? 2 : 1
    switch opcode {
    case .structNew:
      let fields = type.pointee.fields
      let count = (0..<Int(type.pointee.fieldCount)).reduce(0) {
        $0 + (fields[$1].shift == 4 ? 2 : 1)
      }
      let object = try allocate(type, Int(type.pointee.byteCount), stack)
      Array(stack.newest(count)).withUnsafeBytes { slots in
        if let first = slots.baseAddress { storeFields(first, in: object, type) }
      }
      stack.drop(count)
      push(object, &stack)
    case .structNewDefault:
      push(try allocate(type, Int(type.pointee.byteCount), stack), &stack)
    case .arrayNewFixed:
      let count = Int(cursor.u32())
      let object = try allocateArray(type, count, stack)
      Array(stack.newest(count * width)).withUnsafeBytes { slots in
        if let first = slots.baseAddress {
          storeElements(first, byteCount: count * width * 8, in: object, type)
        }
      }
      stack.drop(count * width)
      push(object, &stack)
    case .arrayNew:
      let count = Int(UInt32(truncatingIfNeeded: stack.pop()))
      let object = try allocateArray(type, count, stack)
      Array(stack.newest(width)).withUnsafeBytes { value in
        guard let first = value.baseAddress, count > 0 else { return }
        fill(object, first, 0..<count, shift: type.pointee.elementShift)
      }
      stack.drop(width)
      push(object, &stack)
    default:
      let count = Int(UInt32(truncatingIfNeeded: stack.pop()))
      push(try allocateArray(type, count, stack), &stack)
    }
  }

  private func push(_ object: UnsafeMutableRawPointer, _ stack: inout Stack) {
    stack.push(UInt64(UInt(bitPattern: object)))
  }

  private func allocateArray(
    _ type: UnsafePointer<RuntimeType>, _ count: Int, _ stack: Stack
  ) throws(Trap) -> UnsafeMutableRawPointer {
    let byteCount = count << Int(type.pointee.elementShift)
    let object = try allocate(type, byteCount + Int(HeapObject.elements), stack)
    object.storeBytes(
      of: UInt32(truncatingIfNeeded: count), toByteOffset: HeapObject.count, as: UInt32.self)
    return object
  }

  /// Makes an object while only the operands here know of others.
  private func allocate(
    _ type: UnsafePointer<RuntimeType>, _ byteCount: Int, _ stack: Stack
  ) throws(Trap) -> UnsafeMutableRawPointer {
    let rootCount = heap.temporaryWords.count
    heap.temporaryWords += stack.all
    defer { heap.temporaryWords.removeSubrange(rootCount...) }
    return try heap.allocate(type, byteCount: byteCount)
  }
}
