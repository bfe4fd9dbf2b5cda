/// The operators the driver carries out, because they are rare or long.
enum SlowOperation: UInt32 {
  case memoryGrow
  case memoryCopy
  case memoryFill
  /// Copies between memories of any kind.
  case copyAcross
  /// Fills a memory of any kind.
  case fillElsewhere
  case memoryInit
  case dataDrop
  case tableSize
  case tableGrow
  case tableFill
  case tableCopy
  case tableInit
  case elementDrop
  case functionReference
  case throwException
  case throwReference
  case structNew
  case arrayNew
  case arrayNewDefault
  case arrayNewFixed
  case arrayNewData
  case arrayNewElement
  case arrayFill
  case arrayCopy
  case arrayInitData
  case arrayInitElement
  case atomicNotify
  case atomicWait32
  case atomicWait64
}
