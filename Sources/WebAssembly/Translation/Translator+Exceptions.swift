/// Exceptions.
extension Translator {
  /// Opens a block whose clauses go into the function's catch table.
  ///
  /// Whatever a label's code expects stands in slots by then: opening a block settles everything
  /// below it, and a call or throw settles its operands.
  mutating func tryTable() {
    let type = blockType()
    var reader = BinaryReader(bytes, range: cursor.position..<cursor.end)
    // Validation has read the same clauses without an error.
    let count = (try? reader.u32()) ?? 0
    for _ in 0..<count {
      if let clause = try? reader.catchClause() { add(clause) }
    }
    cursor.skip(reader.position - cursor.position)
    open(.block, type)
    markLabel()
    controls[controls.count - 1].tryBlock = catches.begin(
      at: code.count, clauseCount: Int(count))
  }

  private mutating func add(_ clause: CatchClause) {
    // Labels are counted from outside the block, which is not open yet.
    let control = controls.count - 1 - Int(clause.label)
    var row = CatchTable.Clause(
      tag: clause.tag ?? CatchTable.none, pushesReference: clause.pushesReference,
      target: CatchTable.none, base: UInt32(controls[control].base) * 8)
    if control == 0 {
      row.base = 0
      _ = catches.add(row)
    } else if controls[control].kind == .loop {
      row.target = UInt32(truncatingIfNeeded: controls[control].start)
      _ = catches.add(row)
    } else {
      controls[control].clauses = catches.add(
        row, waitingBehind: controls[control].clauses)
    }
  }

  mutating func throwException() {
    let tag = cursor.u32()
    let type = shape.structure.tags[Int(tag)]
    slow(.throwException, tag, pops: shape.signatures[Int(type)].type.parameters.count)
    becomeUnreachable()
  }

  mutating func throwReference() {
    slow(.throwReference, 0, pops: 1)
    becomeUnreachable()
  }
}
