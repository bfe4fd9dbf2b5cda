/// Where references to objects are known to stand outside the heap.
extension Heap {
  func markRoots() {
    for execution in executions {
      execution._withUnsafeGuaranteedRef { execution in
        markPerhaps(from: execution.bottom, to: execution.liveEnd)
      }
    }
    handles.forEach { mark($0) }
    for reference in temporaryRoots { mark(reference) }
    for word in temporaryWords { markPerhaps(UInt(word)) }
    for cell in cells { mark(cell.load(as: UInt64.self)) }
    tables.removeAll { $0.table == nil }
    for entry in tables { if let table = entry.table { mark(table) } }
    for instance in store.instances { mark(instance) }
  }

  private func mark(_ table: TableStorage) {
    let elements = table.record.pointee.base
    for index in 0..<Int(table.count) { mark(UInt64(elements[index])) }
  }

  private func mark(_ instance: InstanceStorage) {
    let types = instance.module.shape.runtimeTypes
    for index in types.collectedGlobals where index < instance.globals.count {
      mark(instance.globals[index].load(as: UInt64.self))
    }
    for index in types.collectedElements where index < instance.elements.count {
      for element in instance.elements[index] { mark(UInt64(element)) }
    }
  }

  /// Has the elements of a table looked at for as long as it lives.
  func add(_ table: TableStorage) {
    guard table.type.element.isCollected(in: table.types?.table) else { return }
    if tables.count % 64 == 63 { tables.removeAll { $0.table == nil } }
    tables.append(WeakTable(table: table))
  }

  func add(_ execution: Execution) {
    execution.heapPosition = executions.count
    executions.append(Unmanaged.passUnretained(execution))
  }

  func remove(_ execution: Execution) {
    // The last one takes its place.
    guard let last = executions.popLast() else { return }
    let position = execution.heapPosition
    guard position < executions.count else { return }
    executions[position] = last
    last._withUnsafeGuaranteedRef { $0.heapPosition = position }
  }
}
