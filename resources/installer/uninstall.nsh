; Runs, settings and logs are the person's own: they go only if the person says so. A silent uninstall (/S) keeps them.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Delete your runs, settings and logs as well?$\r$\n$\r$\n$LOCALAPPDATA\LinearLab" /SD IDNO IDNO keepData
      RMDir /r "$LOCALAPPDATA\LinearLab"
    keepData:
  ${endIf}
!macroend
