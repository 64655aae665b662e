<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) not imported. Copy what has to be answered.</source>
        <translation>
            <numerusform>%n line not imported. Copy what has to be answered.</numerusform>
            <numerusform>%n lines not imported. Copy what has to be answered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operative paragraph(s)</source>
        <translation>
            <numerusform>%n operative paragraph</numerusform>
            <numerusform>%n operative paragraphs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) of several resolutions</source>
        <translation>
            <numerusform>%n paragraph of several resolutions</numerusform>
            <numerusform>%n paragraphs of several resolutions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) of {symbol}</source>
        <translation>
            <numerusform>%n paragraph of {symbol}</numerusform>
            <numerusform>%n paragraphs of {symbol}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Added {symbol} with %n operative paragraph(s).</source>
        <translation>
            <numerusform>Added {symbol} with %n operative paragraph.</numerusform>
            <numerusform>Added {symbol} with %n operative paragraphs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All States together, assessed: {assessed} of %n paragraph(s) that ask something of Member States; {done} fully or largely implemented, {part} partially implemented or planned, {open} not implemented, {beside} not applicable.</source>
        <translation>
            <numerusform>All States together, assessed: {assessed} of %n paragraph that asks something of Member States; {done} fully or largely implemented, {part} partially implemented or planned, {open} not implemented, {beside} not applicable.</numerusform>
            <numerusform>All States together, assessed: {assessed} of %n paragraphs that ask something of Member States; {done} fully or largely implemented, {part} partially implemented or planned, {open} not implemented, {beside} not applicable.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Assessed: {assessed} of %n paragraph(s) that ask something of Member States; {done} fully or largely implemented, {part} partially implemented or planned, {open} not implemented, {beside} not applicable.</source>
        <translation>
            <numerusform>Assessed: {assessed} of %n paragraph that asks something of Member States; {done} fully or largely implemented, {part} partially implemented or planned, {open} not implemented, {beside} not applicable.</numerusform>
            <numerusform>Assessed: {assessed} of %n paragraphs that ask something of Member States; {done} fully or largely implemented, {part} partially implemented or planned, {open} not implemented, {beside} not applicable.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Return %n line(s):</source>
        <translation>
            <numerusform>Return %n line:</numerusform>
            <numerusform>Return %n lines:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Those of the last export (%n)</source>
        <translation>
            <numerusform>Those of the last export (%n)</numerusform>
            <numerusform>Those of the last export (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You had submitted %n of them yourself.</source>
        <translation>
            <numerusform>You had submitted %n of them yourself.</numerusform>
            <numerusform>You had submitted %n of them yourself.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{action}, %n submitted by the same person</source>
        <translation>
            <numerusform>{action}, %n submitted by the same person</numerusform>
            <numerusform>{action}, %n submitted by the same person</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{action}, %n submitted or accepted before, now draft again</source>
        <translation>
            <numerusform>{action}, %n submitted or accepted before, now draft again</numerusform>
            <numerusform>{action}, %n submitted or accepted before, now draft again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s)</source>
        <translation>
            <numerusform>%n paragraph</numerusform>
            <numerusform>%n paragraphs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n measure(s)</source>
        <translation>
            <numerusform>%n measure</numerusform>
            <numerusform>%n measures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s) of evidence</source>
        <translation>
            <numerusform>%n piece of evidence</numerusform>
            <numerusform>%n pieces of evidence</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n workbook(s)</source>
        <translation>
            <numerusform>%n workbook</numerusform>
            <numerusform>%n workbooks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new measure(s)</source>
        <translation>
            <numerusform>%n new measure</numerusform>
            <numerusform>%n new measures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new piece(s) of evidence</source>
        <translation>
            <numerusform>%n new piece of evidence</numerusform>
            <numerusform>%n new pieces of evidence</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n comment(s)</source>
        <translation>
            <numerusform>%n comment</numerusform>
            <numerusform>%n comments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n submitted or accepted before, now draft again</source>
        <translation>
            <numerusform>%n submitted or accepted before, now draft again</numerusform>
            <numerusform>%n submitted or accepted before, now draft again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n comment(s) not settled.</source>
        <translation>
            <numerusform>One comment is not settled.</numerusform>
            <numerusform>%n comments are not settled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{assessed} of %n paragraph(s) assessed ({share}), all States together</source>
        <translation>
            <numerusform>{assessed} of %n paragraph assessed ({share}), all States together</numerusform>
            <numerusform>{assessed} of %n paragraphs assessed ({share}), all States together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{listed}, and %n more</source>
        <translation>
            <numerusform>{listed}, and %n more</numerusform>
            <numerusform>{listed}, and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>2 Due within %n day(s)</source>
        <translation>
            <numerusform>2 Due within %n day</numerusform>
            <numerusform>2 Due within %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Due within %n day(s)</source>
        <translation>
            <numerusform>Due within %n day</numerusform>
            <numerusform>Due within %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n row(s)</source>
        <translation>
            <numerusform>more than %n row</numerusform>
            <numerusform>more than %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n cell(s)</source>
        <translation>
            <numerusform>more than %n cell</numerusform>
            <numerusform>more than %n cells</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n merged area(s) in a sheet</source>
        <translation>
            <numerusform>more than %n merged area in a sheet</numerusform>
            <numerusform>more than %n merged areas in a sheet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n text(s)</source>
        <translation>
            <numerusform>more than %n text</numerusform>
            <numerusform>more than %n texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sheet “{sheet}”, row {row}: {known} of %n column(s) known, as in {ours}: {headings}.</source>
        <translation>
            <numerusform>Sheet “{sheet}”, row {row}: {known} of %n column known, as in {ours}: {headings}.</numerusform>
            <numerusform>Sheet “{sheet}”, row {row}: {known} of %n columns known, as in {ours}: {headings}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sheet “{sheet}”, row {row}: {known} of %n column(s) known, as in {ours}: {headings}; not known: {unknown}.</source>
        <translation>
            <numerusform>Sheet “{sheet}”, row {row}: {known} of %n column known, as in {ours}: {headings}; not known: {unknown}.</numerusform>
            <numerusform>Sheet “{sheet}”, row {row}: {known} of %n columns known, as in {ours}: {headings}; not known: {unknown}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %n cell(s) would go into the form.</source>
        <translation>
            <numerusform>More than %n cell would go into the form.</numerusform>
            <numerusform>More than %n cells would go into the form.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) are not printed in the form and were left out: {labels}.</source>
        <translation>
            <numerusform>%n paragraph is not printed in the form and was left out: {labels}.</numerusform>
            <numerusform>%n paragraphs are not printed in the form and were left out: {labels}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n part(s)</source>
        <translation>
            <numerusform>more than %n part</numerusform>
            <numerusform>more than %n parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n element(s)</source>
        <translation>
            <numerusform>more than %n element</numerusform>
            <numerusform>more than %n elements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n attribute(s)</source>
        <translation>
            <numerusform>more than %n attribute</numerusform>
            <numerusform>more than %n attributes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %n line(s)</source>
        <translation>
            <numerusform>more than %n line</numerusform>
            <numerusform>more than %n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s)</source>
        <translation>
            <numerusform>%n part</numerusform>
            <numerusform>%n parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The sheet was sorted without its hidden columns. %n row(s) are taken for what they show.</source>
        <translation>
            <numerusform>The sheet was sorted without its hidden columns. %n row is taken for what it shows.</numerusform>
            <numerusform>The sheet was sorted without its hidden columns. %n rows are taken for what they show.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{instrument} (%n operative paragraph(s))</source>
        <translation>
            <numerusform>{instrument} (%n operative paragraph)</numerusform>
            <numerusform>{instrument} (%n operative paragraphs)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) and sub-paragraph(s) are to be filled in</source>
        <translation>
            <numerusform>One paragraph is to be filled in</numerusform>
            <numerusform>%n paragraphs and sub-paragraphs are to be filled in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of the %n paragraph(s) that ask something of Member States is assessed yet.</source>
        <translation>
            <numerusform>The %n paragraph that asks something of Member States is not assessed yet.</numerusform>
            <numerusform>None of the %n paragraphs that ask something of Member States is assessed yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{assessed} of %n paragraph(s) that ask something of Member States, each with its sub-paragraphs ({levels})</source>
        <translation>
            <numerusform>{assessed} of %n paragraph that asks something of Member States, with its sub-paragraphs ({levels})</numerusform>
            <numerusform>{assessed} of %n paragraphs that ask something of Member States, each with its sub-paragraphs ({levels})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n Member States</source>
        <translation>
            <numerusform>%n Member States</numerusform>
            <numerusform>%n Member States</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{order}: what is overdue, what is due within %n day(s), then what is not implemented, planned or partially implemented, largely implemented; within each, by due date. Priority and status as of {day}; a due date turns red on the day after it.</source>
        <translation>
            <numerusform>{order}: what is overdue, what is due within %n day, then what is not implemented, planned or partially implemented, largely implemented; within each, by due date. Priority and status as of {day}; a due date turns red on the day after it.</numerusform>
            <numerusform>{order}: what is overdue, what is due within %n days, then what is not implemented, planned or partially implemented, largely implemented; within each, by due date. Priority and status as of {day}; a due date turns red on the day after it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{assessed} of %n paragraph(s) assessed</source>
        <translation>
            <numerusform>{assessed} of %n paragraph assessed</numerusform>
            <numerusform>{assessed} of %n paragraphs assessed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{assessed} of %n paragraph(s) assessed ({share})</source>
        <translation>
            <numerusform>{assessed} of %n paragraph assessed ({share})</numerusform>
            <numerusform>{assessed} of %n paragraphs assessed ({share})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{ticked:,} ticked in %n resolution(s)</source>
        <translation>
            <numerusform>{ticked:,} ticked in %n resolution</numerusform>
            <numerusform>{ticked:,} ticked in %n resolutions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{title}: the %n with most paragraphs</source>
        <translation>
            <numerusform>{title}: the %n with most paragraphs</numerusform>
            <numerusform>{title}: the %n with most paragraphs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{sheet}, rows {rows} and %n more: {why}.</source>
        <translation>
            <numerusform>{sheet}, rows {rows} and %n more: {why}.</numerusform>
            <numerusform>{sheet}, rows {rows} and %n more: {why}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There is/are %n further cell(s) like these.</source>
        <translation>
            <numerusform>There is %n further cell like these.</numerusform>
            <numerusform>There are %n further cells like these.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sub-paragraph(s)</source>
        <translation>
            <numerusform>%n sub-paragraph</numerusform>
            <numerusform>%n sub-paragraphs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s) unchanged</source>
        <translation>
            <numerusform>%n cell unchanged</numerusform>
            <numerusform>%n cells unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflict</numerusform>
            <numerusform>%n conflicts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new row(s)</source>
        <translation>
            <numerusform>%n new row</numerusform>
            <numerusform>%n new rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) where nothing is read</source>
        <translation>
            <numerusform>%n text where nothing is read</numerusform>
            <numerusform>%n texts where nothing is read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other paragraph(s)</source>
        <translation>
            <numerusform>%n other paragraph</numerusform>
            <numerusform>%n other paragraphs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) has/have other words</source>
        <translation>
            <numerusform>%n paragraph has other words</numerusform>
            <numerusform>%n paragraphs have other words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) is/are new</source>
        <translation>
            <numerusform>%n paragraph is new</numerusform>
            <numerusform>%n paragraphs are new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) go(es)</source>
        <translation>
            <numerusform>%n paragraph goes</numerusform>
            <numerusform>%n paragraphs go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n assessment(s) will be suspect</source>
        <translation>
            <numerusform>%n assessment will be suspect</numerusform>
            <numerusform>%n assessments will be suspect</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n assessment(s) is/are suspect</source>
        <translation>
            <numerusform>%n assessment is suspect</numerusform>
            <numerusform>%n assessments are suspect</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n doubt(s)</source>
        <translation>
            <numerusform>%n doubt</numerusform>
            <numerusform>%n doubts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) since then would be gone:</source>
        <translation>
            <numerusform>%n action since then would be gone:</numerusform>
            <numerusform>%n actions since then would be gone:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n preambular paragraph(s)</source>
        <translation>
            <numerusform>%n preambular paragraph</numerusform>
            <numerusform>%n preambular paragraphs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n footnote(s)</source>
        <translation>
            <numerusform>%n footnote</numerusform>
            <numerusform>%n footnotes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n footnote mark(s)</source>
        <translation>
            <numerusform>%n footnote mark</numerusform>
            <numerusform>%n footnote marks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) to Member States</source>
        <translation>
            <numerusform>%n paragraph to Member States</numerusform>
            <numerusform>%n paragraphs to Member States</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Some {rows} may be lost, in %n place(s).</source>
        <translation>
            <numerusform>Some {rows} may be lost, in %n place.</numerusform>
            <numerusform>Some {rows} may be lost, in %n places.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Some {rows} are lost, in %n place(s).</source>
        <translation>
            <numerusform>Some {rows} are lost, in %n place.</numerusform>
            <numerusform>Some {rows} are lost, in %n places.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the {rows} hold what no workspace can hold, and are lost.</source>
        <translation>
            <numerusform>%n of the {rows} holds what no workspace can hold, and is lost.</numerusform>
            <numerusform>%n of the {rows} hold what no workspace can hold, and are lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The index for searching differs from the table {table} in %n row(s).</source>
        <translation>
            <numerusform>The index for searching differs from the table {table} in %n row.</numerusform>
            <numerusform>The index for searching differs from the table {table} in %n rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The index for searching lacks the words of %n file(s).</source>
        <translation>
            <numerusform>The index for searching lacks the words of %n file.</numerusform>
            <numerusform>The index for searching lacks the words of %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The words of %n file(s) are not read yet.</source>
        <translation>
            <numerusform>The words of %n file are not read yet.</numerusform>
            <numerusform>The words of %n files are not read yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revert first: {actions}; and %n more.</source>
        <translation>
            <numerusform>Revert first: {actions}; and %n more.</numerusform>
            <numerusform>Revert first: {actions}; and %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the lost {rows} were restored from what is left.</source>
        <translation>
            <numerusform>%n of the lost {rows} was restored from what is left.</numerusform>
            <numerusform>%n of the lost {rows} were restored from what is left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In place of %n of the lost {rows} there are stand-ins, so that the work on them is kept.</source>
        <translation>
            <numerusform>In place of %n of the lost {rows} there is a stand-in, so that the work on it is kept.</numerusform>
            <numerusform>In place of %n of the lost {rows} there are stand-ins, so that the work on them is kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the Member States were taken from the list that comes with tracker.</source>
        <translation>
            <numerusform>%n of the Member States was taken from the list that comes with tracker.</numerusform>
            <numerusform>%n of the Member States were taken from the list that comes with tracker.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the {rows} belonged to what is lost, and are lost too.</source>
        <translation>
            <numerusform>%n of the {rows} belonged to what is lost, and is lost too.</numerusform>
            <numerusform>%n of the {rows} belonged to what is lost, and are lost too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the {rows} hung below none of their instrument, and stand by themselves now.</source>
        <translation>
            <numerusform>%n of the {rows} hung below none of its instrument, and stands by itself now.</numerusform>
            <numerusform>%n of the {rows} hung below none of their instrument, and stand by themselves now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Supports %n paragraph(s): {paragraphs}.</source>
        <translation>
            <numerusform>Supports %n paragraph: {paragraphs}.</numerusform>
            <numerusform>Supports %n paragraphs: {paragraphs}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Link measures to %n paragraph(s)</source>
        <translation>
            <numerusform>Link measures to %n paragraph</numerusform>
            <numerusform>Link measures to %n paragraphs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Link evidence to %n paragraph(s)</source>
        <translation>
            <numerusform>Link evidence to %n paragraph</numerusform>
            <numerusform>Link evidence to %n paragraphs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answers %n paragraph(s): {paragraphs}.</source>
        <translation>
            <numerusform>Answers %n paragraph: {paragraphs}.</numerusform>
            <numerusform>Answers %n paragraphs: {paragraphs}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing to set: %n paragraph(s) had that already.</source>
        <translation>
            <numerusform>Nothing to set: %n paragraph had that already.</numerusform>
            <numerusform>Nothing to set: %n paragraphs had that already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n had that already.</source>
        <translation>
            <numerusform>%n had that already.</numerusform>
            <numerusform>%n had that already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set for %n paragraph(s): {fields}.</source>
        <translation>
            <numerusform>Set for %n paragraph: {fields}.</numerusform>
            <numerusform>Set for %n paragraphs: {fields}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Submitted %n paragraph(s).</source>
        <translation>
            <numerusform>Submitted %n paragraph.</numerusform>
            <numerusform>Submitted %n paragraphs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accepted %n paragraph(s).</source>
        <translation>
            <numerusform>Accepted %n paragraph.</numerusform>
            <numerusform>Accepted %n paragraphs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Returned %n paragraph(s).</source>
        <translation>
            <numerusform>Returned %n paragraph.</numerusform>
            <numerusform>Returned %n paragraphs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paragraph(s) back to draft.</source>
        <translation>
            <numerusform>%n paragraph back to draft.</numerusform>
            <numerusform>%n paragraphs back to draft.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{paragraphs} and %n more</source>
        <translation>
            <numerusform>{paragraphs} and %n more</numerusform>
            <numerusform>{paragraphs} and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replaces what %n of them have.</source>
        <translation>
            <numerusform>Replaces what %n of them has.</numerusform>
            <numerusform>Replaces what %n of them have.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{why}, %n paragraph(s): {paragraphs}</source>
        <translation>
            <numerusform>{why}, %n paragraph: {paragraphs}</numerusform>
            <numerusform>{why}, %n paragraphs: {paragraphs}</numerusform>
        </translation>
    </message>
</context>
</TS>
